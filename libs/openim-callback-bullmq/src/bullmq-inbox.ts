import { Logger } from '@nestjs/common';
import {
  type AcceptedEvent,
  type Appended,
  type DeadLetter,
  type DeadLetters,
  type DeliveryTarget,
  type DrainReport,
  type Inbox,
  InboxFullError,
  SingleUse,
  type InboxState,
  type UnusableCallback,
  unusableLetter,
} from 'nestjs-openim-callback/inbox';
import { AppendQueue, EngineAwayError } from './append-queue.js';
import { BullmqDeadLetters } from './bullmq-dead-letters.js';
import { BullmqDelivery } from './bullmq-delivery.js';
import { withDefaults, type BullmqInboxOptions, type BullmqInboxSettings } from './bullmq-inbox.options.js';
import { deadLetterJob } from './dead-letter-job.js';
import { EngineAccess } from './engine-access.js';
import { EngineProblems } from './engine-problems.js';
import { engineState } from './engine-state.js';
import { eventJob, partitionOf } from './event-job.js';
import type { Addressed } from './inbox-queues.js';
import { insteadOf, isRefusal } from './refusal.js';
import { Spill } from './spill.js';
import { tellDurability, tellUnread, type EngineListener } from './tell-engine.js';
import { bothProblems, withSpill } from './with-spill.js';
import { messageOf, NoAnswerError, within } from './within.js';

/** What an event takes in memory beside its body, roughly. */
const OVERHEAD = 500;

/** Milliseconds a strict start waits for the engine to say how durable it is. */
const STRICT_PATIENCE = 30_000;

/**
 * The inbox on BullMQ, in Redis or PostgreSQL: an event is acknowledged when the engine has acknowledged it, and
 * any replica delivers it, in order per key.
 */
export class BullmqInbox implements Inbox {
  readonly deadLetters: DeadLetters;
  private readonly logger = new Logger('OpenImCallback');
  private readonly settings: BullmqInboxSettings;
  private readonly use = new SingleUse('bullmqInbox');
  private readonly appends: AppendQueue<Addressed>;
  private readonly problems = new EngineProblems(() => this.tellProblems());
  private readonly access: EngineAccess;
  private target: DeliveryTarget | undefined;
  private delivery: BullmqDelivery | undefined;
  private spill: Spill | undefined;
  private spillProblem: string | undefined;
  /** Whether no delivery may begin any more. */
  private ending = false;
  private closed = false;

  /** @throws {Error} for options that cannot be */
  constructor(options: BullmqInboxOptions) {
    this.settings = withDefaults(options);
    const { maxHeld, maxHeldBytes, spill } = this.settings;
    this.access = new EngineAccess(options, this.settings, this.problems);
    this.deadLetters = new BullmqDeadLetters(this.access, this.settings);
    this.appends = new AppendQueue<Addressed>({
      store: async (items) => (await this.access.queues()).add(items),
      isRefusal,
      insteadOf: (item, error) => this.insteadOf(item, error),
      onAway: (error) => this.problems.notice('appends', this.access.textOf(error)),
      onBack: () => this.problems.mend('appends'),
      holds: spill === undefined,
      maxHeld,
      maxHeldBytes,
    });
  }

  /**
   * Begins to take and deliver events. An engine that is away does not keep the app from starting, unless `strict`.
   *
   * @throws {Error} for a missing package and for options that the engine cannot have; in `strict` also for an engine
   * that is away, does not take the app, or can lose events
   */
  async start(target: DeliveryTarget): Promise<void> {
    this.use.begin();
    this.target = target;
    const { role, spill: inbox, maxSpilled, strict } = this.settings;
    await this.access.connect();
    if (inbox && role !== 'deliver') {
      this.spill = new Spill({
        inbox,
        target,
        forward: (event) => this.store(event),
        forwardLetter: (letter) => this.keepLetter(letter),
        storageChanged: (problem) => this.reportSpill(problem),
        limit: maxSpilled,
      });
      await this.spill.start();
    }
    const begun = this.begin(target);
    if (strict) await this.strictly(begun);
    else
      begun.catch((error: unknown) =>
        this.warn(`cannot tell how durable the engine is: ${messageOf(error)}`),
      );
  }

  async append(event: AcceptedEvent): Promise<Appended> {
    if (!this.target || this.closed) throw new InboxFullError('the inbox is closed');
    if (this.settings.role === 'deliver')
      throw new InboxFullError("this replica only delivers, by the inbox's option role");
    const { spill } = this;
    if (!spill) return this.store(event);
    if (this.appends.isAway || spill.isBefore(event)) return spill.append(event);
    try {
      return await this.store(event);
    } catch (error) {
      if (error instanceof EngineAwayError) return spill.append(event);
      throw error;
    }
  }

  async setAside(callback: UnusableCallback): Promise<void> {
    try {
      await this.keepLetter(unusableLetter(callback));
    } catch (error) {
      if (!this.spill || !(error instanceof EngineAwayError)) throw error;
      await this.spill.setAside(callback);
    }
  }

  async drain(milliseconds: number): Promise<DrainReport> {
    this.ending = true;
    await Promise.all([this.delivery?.stop(milliseconds), this.appends.flush(milliseconds)]);
    return { undelivered: this.appends.held };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.use.end();
    this.ending = true;
    await this.delivery?.stop(0);
    await this.appends.flush(this.settings.timeout);
    this.closed = true;
    this.appends.close();
    await (this.spill ?? this.settings.spill)?.close();
    await this.delivery?.close();
    // What BullMQ still asks an engine that is away is never answered: it is not waited for.
    await within(this.settings.timeout, this.access.close()).catch(() => undefined);
  }

  async state(): Promise<InboxState> {
    // Asked first: what goes over meanwhile is counted twice, and not missed.
    const spilled = await this.spill?.state();
    const { access, problems, settings } = this;
    const { held } = this.appends;
    const state = await engineState({ access, problems, held, timeout: settings.timeout });
    return withSpill(this.closed ? { ...state, healthy: false } : state, spilled);
  }

  private store(event: AcceptedEvent): Promise<Appended> {
    const to = partitionOf(event, this.settings.partitions);
    return this.appends.append({
      item: { to, job: eventJob(event, this.settings) },
      bytes: event.raw.length + OVERHEAD,
    });
  }

  private insteadOf(item: Addressed, error: unknown): Addressed | undefined {
    const reason = `${this.settings.engine} refuses it: ${messageOf(error)}`;
    const instead = insteadOf(item, reason);
    this.logger.error(
      `${item.job.name} ${instead ? 'is a dead letter' : 'is lost'} eventID=${item.job.data.id}: ${reason}`,
    );
    return instead;
  }

  private async keepLetter(letter: DeadLetter): Promise<void> {
    const item = { to: letter.kind, job: deadLetterJob(letter, undefined) };
    const bytes = letter.raw.length + OVERHEAD;
    if ((await this.appends.append({ item, bytes })) === 'held') return;
    const queues = await this.access.queues();
    await queues.trim(queues.unusable, this.settings.maxUnusable);
  }

  /**
   * Waits for the engine while that is of use.
   *
   * @throws {Error} saying what keeps it from the app
   */
  private async strictly(begun: Promise<void>): Promise<void> {
    try {
      await within(STRICT_PATIENCE, Promise.race([begun, this.access.hopeless]));
    } catch (error) {
      const why = error instanceof NoAnswerError ? this.access.explain(error) : error;
      throw new Error(`bullmqInbox is strict: ${messageOf(why)}`, { cause: error });
    }
  }

  /** Waits for the engine, and begins to deliver unless it is too careless for that. */
  private async begin(target: DeliveryTarget): Promise<void> {
    const { role, strict, partitions } = this.settings;
    const queues = await this.access.opened();
    const hears: EngineListener = {
      strict,
      log: (text) => this.logger.log(text),
      warn: (text) => this.warn(text),
    };
    const tell = async (): Promise<void> => tellDurability(await queues.durability(), hears);
    if (strict) await tell();
    if (role !== 'receive' && !this.ending) {
      this.delivery = new BullmqDelivery({
        queues,
        settings: this.settings,
        target,
        problems: this.problems,
        textOf: (error) => this.access.textOf(error),
        bury: (letter, orderingKey) => queues.bury(deadLetterJob(letter, orderingKey), letter.kind),
      });
      this.delivery.start();
    }
    if (!strict) await tell();
    tellUnread(await queues.unread(), partitions, hears);
  }

  private warn(text: string): void {
    if (!this.closed) this.logger.warn(text);
  }

  private reportSpill(problem: string | undefined): void {
    this.spillProblem = problem;
    this.tellProblems();
  }

  private tellProblems(): void {
    this.target?.storageChanged(bothProblems(this.problems.current, this.spillProblem));
  }
}

/**
 * The inbox for several replicas: events are on Redis or PostgreSQL, through BullMQ, before OpenIM gets its answer.
 *
 * @example
 * ```ts
 * OpenImCallbackModule.forRoot({ inbox: bullmqInbox({ connection: { host: 'redis', port: 6379 } }) })
 * OpenImCallbackModule.forRoot({ inbox: bullmqInbox({ postgres: 'postgres://app:secret@db/app' }) })
 * ```
 * @throws {Error} for options that cannot be
 */
export const bullmqInbox = (options: BullmqInboxOptions): Inbox => new BullmqInbox(options);
