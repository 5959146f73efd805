import { Logger } from '@nestjs/common';
import {
  delivers,
  type AcceptedEvent,
  type Appended,
  type DeadLetters,
  type DeliveryTarget,
  type DrainReport,
  type Inbox,
  InboxFullError,
  SingleUse,
  type StartOptions,
  type InboxState,
  type UnusableCallback,
  unusableLetter,
  type WaitingEvent,
} from 'nestjs-openim-callback/inbox';
import { withDefaults, type BullmqInboxOptions, type BullmqInboxSettings } from './bullmq-inbox.options.js';
import { connectStore } from './bullmq/connect-store.js';
import { QueueDelivery } from './delivery/queue-delivery.js';
import { DurabilityWatch } from './durability-watch.js';
import * as messages from './messages.js';
import { QueueDeadLetters } from './queue-dead-letters.js';
import { bothProblems, Spill, withSpill } from './spill/spill.js';
import { StoreWriter } from './store-writer.js';
import { StoreAwayError } from './store/append-queue.js';
import type { ConnectionWatcher, QueueStore } from './store/queue-store.js';
import { isEvent, toWaitingEvent } from './store/records.js';
import { StoreAccess } from './store/store-access.js';
import { storeAddress } from './store/store-address.js';
import { StoreProblems } from './store/store-problems.js';
import { within } from './store/within.js';
import { UsedNonces } from './used-nonces.js';

/** Milliseconds a strict start waits for the store to say how durable it is. */
const STRICT_PATIENCE = 30_000;

/** Waiting records that are read of each partition at least: all of the oldest may be in one. */
const LEAST_READ = 32;

type Connect = (settings: BullmqInboxSettings, watcher: ConnectionWatcher) => Promise<QueueStore>;

/** An inbox that replicas share. */
export interface SharedInbox extends Inbox {
  /** The option `seen` of `access.signature`: a signature that one replica has taken no other takes again. */
  readonly usedNonces: { claim(nonce: string, keep?: number): Promise<boolean> };
}

/**
 * The inbox on BullMQ, in Redis or PostgreSQL: an event is acknowledged when the store has acknowledged it, and any
 * replica delivers it, in order per key.
 */
export class BullmqInbox implements SharedInbox {
  readonly deadLetters: DeadLetters;
  readonly usedNonces: SharedInbox['usedNonces'];
  private readonly logger = new Logger('OpenImCallback');
  private readonly settings: BullmqInboxSettings;
  private readonly use = new SingleUse('bullmqInbox');
  private readonly problems = new StoreProblems(() => this.tellProblems());
  private readonly access: StoreAccess;
  private readonly writer: StoreWriter;
  private readonly durability: DurabilityWatch;
  private target: DeliveryTarget | undefined;
  private delivery: QueueDelivery | undefined;
  private spill: Spill | undefined;
  private spillProblem: string | undefined;
  private delivers = false;
  /** Whether no delivery may begin any more. */
  private ending = false;
  private closed = false;

  /**
   * @param connect for tests: connects to another store than the options name
   * @throws {Error} for options that cannot be
   */
  constructor(
    options: BullmqInboxOptions,
    connect: Connect = (settings, watcher) => connectStore(options, settings, watcher),
  ) {
    this.settings = withDefaults(options);
    const { logger, problems, settings } = this;
    const { maxNonces, server, strict, timeout } = settings;
    const address = storeAddress(options);
    const option = server === 'Redis' ? 'connection' : 'postgres';
    this.access = new StoreAccess({
      connect: (watcher) => connect(settings, watcher),
      problems,
      timeout,
      awayText: (error, wasThere) => messages.away(server, address, error, wasThere ? undefined : option),
    });
    this.deadLetters = new QueueDeadLetters(this.access, settings);
    this.usedNonces = new UsedNonces(this.access, maxNonces, `${server} at ${address}`);
    this.writer = new StoreWriter({ access: this.access, problems, logger, settings });
    this.durability = new DurabilityWatch({ problems, logger, strict });
  }

  /**
   * Begins to take and deliver events. A store that is away does not keep the app from starting, unless `strict`.
   *
   * @throws {Error} for a missing package and for options that the store cannot have; in `strict` also for a store that
   * is away, does not take the app, or can lose events
   */
  async start(target: DeliveryTarget, options?: StartOptions): Promise<void> {
    this.use.begin();
    this.target = target;
    this.delivers = delivers(this.settings.role, options);
    const { role, spill: inbox, maxSpilled, strict } = this.settings;
    await this.access.connect();
    if (inbox && role !== 'deliver') {
      this.spill = new Spill({
        inbox,
        target,
        forward: (event) => this.writer.append(event),
        forwardLetter: (letter) => this.writer.keep(letter),
        storageChanged: (problem) => {
          this.spillProblem = problem;
          this.tellProblems();
        },
        limit: maxSpilled,
      });
      await this.spill.start();
    }
    const begun = this.begin(target);
    if (strict) await this.access.within(STRICT_PATIENCE, begun).catch(notWhenStrict);
    else begun.catch((error: unknown) => this.warn(messages.unknownDurability(error)));
  }

  async append(event: AcceptedEvent): Promise<Appended> {
    if (!this.target || this.closed) throw new InboxFullError(messages.closed);
    if (this.settings.role === 'deliver') throw new InboxFullError(messages.onlyDelivers);
    const { spill, writer } = this;
    if (!spill) return writer.append(event);
    if (writer.isAway || spill.isBefore(event)) return spill.append(event);
    try {
      return await writer.append(event);
    } catch (error) {
      if (error instanceof StoreAwayError) return spill.append(event);
      throw error;
    }
  }

  async setAside(callback: UnusableCallback): Promise<void> {
    try {
      await this.writer.keep(unusableLetter(callback));
    } catch (error) {
      if (!this.spill || !(error instanceof StoreAwayError)) throw error;
      await this.spill.setAside(callback);
    }
  }

  async drain(milliseconds: number): Promise<DrainReport> {
    this.ending = true;
    await Promise.all([this.delivery?.stop(milliseconds), this.writer.flush(milliseconds)]);
    return { undelivered: this.writer.held };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.use.end();
    this.ending = true;
    await this.delivery?.stop(0);
    await this.writer.flush(this.settings.timeout);
    this.closed = true;
    this.durability.stop();
    this.writer.close();
    await (this.spill ?? this.settings.spill)?.close();
    await this.delivery?.close();
    // What is still asked of a store that is away is never answered: it is not waited for.
    await within(this.settings.timeout, this.access.close()).catch(() => undefined);
  }

  async state(): Promise<InboxState> {
    // Asked first: what goes over meanwhile is counted twice, and not missed.
    const spilled = await this.spill?.state();
    const state = await this.storeState();
    return withSpill(this.closed ? { ...state, healthy: false } : state, spilled);
  }

  async waiting(limit: number): Promise<WaitingEvent[]> {
    const { partitions, timeout } = this.settings;
    const store = await this.access.store();
    const places = Array.from({ length: partitions }, (_, place) =>
      store.first(place, Math.max(LEAST_READ, Math.ceil(limit / partitions))),
    );
    const records = await within(timeout, Promise.all(places));
    return records
      .flat()
      .flatMap(({ data }) => (isEvent(data) ? [toWaitingEvent(data)] : []))
      .sort((one, other) => one.receivedAt - other.receivedAt)
      .slice(0, limit);
  }

  /** What the store holds and how it is; one that does not answer in time is away. */
  private async storeState(): Promise<InboxState> {
    const { access, durability, problems, settings } = this;
    const { held } = this.writer;
    try {
      const store = await access.store();
      const asked = Promise.all([store.backlog(), durability.look(store)]);
      const [{ pending, oldest, deadLetters }] = await within(settings.timeout, asked);
      return {
        healthy: problems.current === undefined,
        problem: problems.current,
        pending: pending + held,
        oldestAge: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest),
        held,
        deadLetters,
      };
    } catch (error) {
      const problem = problems.current ?? access.textOf(error);
      return { healthy: false, problem, pending: held, oldestAge: 0, held, deadLetters: 0 };
    }
  }

  /** Waits for the store, and begins to deliver unless it is too careless for that. */
  private async begin(target: DeliveryTarget): Promise<void> {
    const { durability, settings } = this;
    const { strict, partitions } = settings;
    const store = await this.access.opened();
    if (strict) await durability.tell(store);
    if (this.delivers && !this.ending) {
      this.delivery = new QueueDelivery({
        store,
        settings,
        target,
        problems: this.problems,
        textOf: (error) => this.access.textOf(error),
      });
      this.delivery.start();
    }
    if (!strict) await durability.tell(store);
    await durability.begin(store);
    const unread = await store.unread();
    if (unread.length > 0) this.warn(messages.unreadQueues(unread, partitions));
  }

  private warn(text: string): void {
    if (!this.closed) this.logger.warn(text);
  }

  private tellProblems(): void {
    this.target?.storageChanged(bothProblems(this.problems.current, this.spillProblem));
  }
}

const notWhenStrict = (error: unknown): never => {
  throw new Error(messages.unusableWhenStrict(error), { cause: error });
};

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
export const bullmqInbox = (options: BullmqInboxOptions): SharedInbox => new BullmqInbox(options);
