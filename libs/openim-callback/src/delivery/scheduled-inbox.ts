import type { AcceptedEvent, UnusableCallback } from './accepted-event.js';
import {
  undeliveredLetter,
  unusableLetter,
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetters,
} from './dead-letters.js';
import type { DeliveryTarget } from './delivery-target.js';
import type { EventStorage, KeptEvent } from './event-storage.js';
import { isPromise } from './eventually.js';
import { count, amount, numberProblems, refuseProblems, roleProblems } from './inbox-options.js';
import {
  delivers,
  InboxFullError,
  SingleUse,
  type Appended,
  type DrainReport,
  type Inbox,
  type InboxRole,
  type InboxState,
  type StartOptions,
  type WaitingEvent,
} from './inbox.js';
import { TransientMap } from './scheduler/collections.js';
import { DeliveryScheduler } from './scheduler/delivery-scheduler.js';
import {
  untried,
  type PendingListener,
  type SettledEvent,
  type Settlement,
} from './scheduler/queued-event.js';

/** Options of every inbox that is made of a storage. */
export interface ScheduledInboxOptions {
  /** Events that may wait or run at a time. @default 10000 */
  readonly maxEvents?: number;
  /** Bytes of bodies that may wait or run at a time. @default 67108864 (64 MiB) */
  readonly maxBytes?: number;
  /** Events delivered side by side. Those of one ordering key never are. @default 16 */
  readonly concurrency?: number;
  /**
   * Whether this process takes events, delivers them, or both.
   * @default 'both', in an app that serves no requests 'receive'
   */
  readonly role?: InboxRole;
}

const RULES = { maxEvents: count(1), maxBytes: amount(1), concurrency: count(1) };

/**
 * An inbox made of a storage: retries, order per key, dead letters, bounds, drain. It keeps in memory whatever waits, so
 * that it is for what fits there; who cannot have that uses the {@link DeliveryScheduler} itself.
 */
export class ScheduledInbox<Ref> implements Inbox {
  readonly deadLetters: DeadLetters;
  private readonly maxEvents: number;
  private readonly maxBytes: number;
  private readonly concurrency: number;
  private readonly role: InboxRole | undefined;
  private readonly use: SingleUse;
  /** The events that wait or run, oldest first, and the listeners that are left of each; undefined for all. */
  private readonly inHand = new TransientMap<AcceptedEvent, readonly PendingListener[] | undefined>();
  private pending = 0;
  private bytes = 0;
  private accepts = false;
  private target: DeliveryTarget | undefined;
  /** None in a process that does not deliver. */
  private scheduler: DeliveryScheduler<Ref> | undefined;
  /** What is being written. */
  private readonly writes = new Set<Promise<void>>();
  private problem: string | undefined;

  /**
   * @param name what makes such an inbox, for errors: `memoryInbox`
   * @throws {Error} for options that cannot be
   */
  constructor(
    private readonly name: string,
    private readonly storage: EventStorage<Ref>,
    { maxEvents = 10_000, maxBytes = 64 * 1024 * 1024, concurrency = 16, role }: ScheduledInboxOptions = {},
  ) {
    const numbers = { maxEvents, maxBytes, concurrency };
    refuseProblems(name, [...numberProblems(numbers, RULES), ...roleProblems(role)]);
    this.maxEvents = maxEvents;
    this.maxBytes = maxBytes;
    this.concurrency = concurrency;
    this.role = role;
    this.use = new SingleUse(name);
    this.deadLetters = {
      list: async (filter = {}, limit = 100) => storage.letters.list(filter, limit),
      redrive: (filter = {}) => this.redrive(filter),
      purge: async (filter = {}) => {
        const letters = await storage.letters.list(filter, Infinity);
        return storage.letters.remove(letters.map(({ id }) => id));
      },
    };
  }

  start(target: DeliveryTarget, options?: StartOptions): void | Promise<void> {
    this.use.begin();
    this.accepts = true;
    this.target = target;
    if (delivers(this.role, options)) {
      this.scheduler = new DeliveryScheduler<Ref>({
        target,
        concurrency: this.concurrency,
        settle: this.settle,
        note: async (settlement) => this.storage.settle(settlement),
      });
    }
    const kept = this.storage.open();
    return isPromise(kept)
      ? kept.then((events) => this.takeKept(events, target))
      : this.takeKept(kept, target);
  }

  append(event: AcceptedEvent): Appended | Promise<Appended> {
    if (!this.accepts) throw new InboxFullError(`${this.name} is closed`);
    if (this.role === 'deliver') throw new InboxFullError(`${this.name} only delivers, by its option role`);
    if (this.pending >= this.maxEvents || this.bytes + event.raw.length > this.maxBytes) {
      throw new InboxFullError(
        `${this.name} is full (${this.pending} events, ${this.bytes} bytes): the listeners are slower than OpenIM`,
      );
    }
    const added = this.add(event, undefined);
    return isPromise(added) ? added.then(() => 'stored') : 'stored';
  }

  setAside(callback: UnusableCallback): void | Promise<void> {
    return this.storage.letters.add(unusableLetter(callback));
  }

  async drain(milliseconds: number): Promise<DrainReport> {
    const { scheduler, storage } = this;
    if (storage.durable) scheduler?.stop();
    if (!(await scheduler?.idleWithin(milliseconds)) && storage.durable) {
      scheduler?.abort();
      await scheduler?.idleWithin(milliseconds);
    }
    await Promise.allSettled(this.writes);
    return { undelivered: storage.durable ? 0 : this.pending };
  }

  async close(): Promise<void> {
    this.accepts = false;
    if (!this.use.end()) return;
    this.scheduler?.stop();
    this.scheduler?.abort();
    await this.scheduler?.idleWithin(0);
    await Promise.allSettled(this.writes);
    await this.storage.close();
  }

  async state(): Promise<InboxState> {
    const [oldest] = this.inHand.keys();
    return {
      healthy: this.accepts && this.problem === undefined,
      problem: this.problem,
      pending: this.pending,
      oldestAge: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest.receivedAt),
      held: 0,
      deadLetters: await this.storage.letters.count(),
    };
  }

  waiting(limit: number): WaitingEvent[] {
    const found: WaitingEvent[] = [];
    for (const [{ id, command, receivedAt, orderingKey, recipients }, left] of this.inHand.entries()) {
      if (found.length >= limit) break;
      const pending = left ?? recipients?.map(untried);
      found.push({ id, command, receivedAt, orderingKey, pending });
    }
    return found;
  }

  private takeKept(events: readonly KeptEvent<Ref>[], target: DeliveryTarget): void {
    for (const { ref, stored, pending, recovered = false } of events) {
      try {
        const event = target.revive(stored);
        this.reserve(event, pending);
        this.scheduler?.enqueue({ ref, event, pending, recovered });
      } catch (error) {
        const reason = messageOf(error);
        const letter = undeliveredLetter(stored, { reason, diedAt: Date.now() });
        this.write({ ref, pending: [], deadLetters: [letter] });
        target.unreadable(stored, reason);
      }
    }
  }

  /** Stores an event and queues it, unless it is a repetition. */
  private add(event: AcceptedEvent, pending: readonly PendingListener[] | undefined): void | Promise<void> {
    // Before it is stored: what is on its way takes room too.
    this.reserve(event, pending);
    try {
      const ref = this.storage.add(event, pending);
      if (isPromise(ref)) return this.adding(event, ref, pending);
      if (ref === undefined) this.release(event);
      else this.scheduler?.enqueue({ ref, event, pending });
    } catch (error) {
      this.release(event);
      throw error;
    }
  }

  private async adding(
    event: AcceptedEvent,
    adding: Promise<Ref | undefined>,
    pending: readonly PendingListener[] | undefined,
  ): Promise<void> {
    try {
      const ref = await adding;
      if (ref === undefined) this.release(event);
      else this.scheduler?.enqueue({ ref, event, pending });
    } catch (error) {
      this.release(event);
      throw error;
    }
  }

  private reserve(event: AcceptedEvent, pending: readonly PendingListener[] | undefined): void {
    this.inHand.set(event, pending);
    this.pending++;
    this.bytes += event.raw.length;
  }

  private release(event: AcceptedEvent): void {
    this.inHand.delete(event);
    this.pending--;
    this.bytes -= event.raw.length;
  }

  private readonly settle = (settled: SettledEvent<Ref>): void => {
    if (settled.pending.length === 0) this.release(settled.event);
    else this.inHand.set(settled.event, settled.pending);
    this.write(settled);
  };

  /** What cannot be noted leaves the event in the storage, which delivers it again after the next start. */
  private write(settlement: Settlement<Ref>): void {
    const writing = this.storage.settle(settlement);
    if (!isPromise(writing)) return;
    const watched = writing
      .then(
        () => this.report(undefined),
        (error: unknown) => this.report(messageOf(error)),
      )
      .finally(() => this.writes.delete(watched));
    this.writes.add(watched);
  }

  private report(problem: string | undefined): void {
    if (problem === this.problem) return;
    this.problem = problem;
    this.target?.storageChanged(problem);
  }

  private async redrive(filter: DeadLetterFilter): Promise<number> {
    const { target, storage } = this;
    if (!target) throw new Error(`${this.name} has not been started: nothing can be redriven`);
    let redriven = 0;
    for (const letter of await storage.letters.list(filter, Infinity)) {
      const event = revived(letter, target);
      if (!event) continue;
      await this.add(event, letter.listener === undefined ? undefined : [untried(letter.listener)]);
      await storage.letters.remove([letter.id]);
      redriven++;
    }
    return redriven;
  }
}

/** The event of a letter; none of one that still cannot be read, which stays where it is. */
function revived(letter: DeadLetter, target: DeliveryTarget): AcceptedEvent | undefined {
  try {
    const { command = '', eventID, listener, operationID, receivedAt, query, raw, trace } = letter;
    const stored = {
      id: eventID,
      command,
      operationID,
      receivedAt,
      query,
      raw,
      trace,
      orderingKey: undefined,
    };
    const recipients = listener === undefined ? undefined : [listener];
    return { ...target.revive({ ...stored, recipients }), idempotencyKey: undefined };
  } catch {
    return undefined;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
