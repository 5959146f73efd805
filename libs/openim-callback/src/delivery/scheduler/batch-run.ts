import { undeliveredLetter } from '../dead-letters.js';
import type { DeliveryTarget, Recipient } from '../delivery-target.js';
import { LazySignal } from '../lazy-signal.js';
import { reasonOf, RetryAfterError } from '../retry/retry-errors.js';
import { nextDelay } from '../retry/retry-policy.js';
import { attemptWithin } from './attempt-within.js';
import { ASK_AGAIN, type Alone, type GatheredEvent } from './gathered-event.js';
import type { Gatherer } from './gatherer.js';
import type { Job, JobResult } from './lanes.js';
import type { Turn } from './queued-event.js';

/** What the runs of batches need. */
export interface BatchRunParts {
  readonly target: Pick<DeliveryTarget, 'deliverBatch' | 'failed'>;
  readonly recipient: Recipient;
  readonly gatherer: Pick<Gatherer, 'take' | 'free' | 'pause' | 'resume'>;
  readonly alone: Alone;
  /** Aborts when attempts that run must end. */
  readonly shutdown: AbortSignal;
  readonly now: () => number;
}

/** Events that are tried together. */
interface Group {
  readonly events: readonly GatheredEvent[];
  /** How often they have failed, together or in a larger group. */
  readonly failures: number;
  /** When they may be tried, by `performance.now()`. */
  readonly dueAt: number;
  /** What they have failed with in this run; what becomes of them is decided at its end. */
  readonly failed?: { readonly error: unknown };
}

/**
 * Gives a listener one batch. When it fails it is tried again as a whole, after the delay that a single event would have,
 * and from the second time on in halves. Once a part of it was taken the storage behind the listener is known to work, so
 * that parts which still fail are halved at once, till what fails is alone. Only alone is an event given up.
 */
export class BatchRun implements Job {
  private groups: readonly Group[] | undefined;
  /** The ordering keys that are this batch's own. */
  private readonly keys = new Set<string>();
  /** Events that have begun and not ended. */
  private readonly begun = new Set<GatheredEvent>();
  /** Events whose attempts are noted in the storage. */
  private readonly noted = new Set<GatheredEvent>();
  private isPaused = false;
  /** Whether a part was taken in this run. */
  private worked = false;

  constructor(private readonly parts: BatchRunParts) {}

  /** Tries what is due; says whether and when there is more to try. */
  async run(): Promise<JobResult> {
    this.groups ??= this.take();
    if (this.isSuspect && !this.goesAlone()) return { runAgainIn: ASK_AGAIN, holds: false };
    this.resume();
    this.worked = false;
    do await this.tryAll();
    while (this.halveFailed());
    this.conclude();
    const { alone } = this.parts;
    if (alone.holder === this) alone.holder = undefined;
    return this.pause();
  }

  private take(): readonly Group[] {
    const events = this.parts.gatherer.take();
    for (const { event } of events) if (event.orderingKey !== undefined) this.keys.add(event.orderingKey);
    return [{ events, failures: 0, dueAt: 0 }];
  }

  private get events(): readonly GatheredEvent[] {
    return this.groups?.flatMap(({ events }) => events) ?? [];
  }

  private get isSuspect(): boolean {
    return this.events.some(({ isSuspect }) => isSuspect);
  }

  private goesAlone(): boolean {
    const { alone } = this.parts;
    alone.holder ??= this;
    return alone.holder === this;
  }

  /** Tries each group that is due, in order. What is left of a key keeps those of it that follow from being tried. */
  private async tryAll(): Promise<void> {
    const held = new Set<string | undefined>();
    const left: Group[] = [];
    for (const group of this.groups ?? []) {
      const rest = await this.tryGroup(group, held);
      if (this.holds)
        for (const { event } of rest.flatMap(({ events }) => events))
          if (event.orderingKey !== undefined) held.add(event.orderingKey);
      left.push(...rest);
    }
    this.groups = left;
  }

  /** Gives what is left of the group. */
  private async tryGroup(group: Group, held: ReadonlySet<string | undefined>): Promise<readonly Group[]> {
    if (group.failed || this.parts.shutdown.aborted || performance.now() < group.dueAt) return [group];
    const isHeld = ({ event }: GatheredEvent): boolean => held.has(event.orderingKey);
    const behind = group.events.filter(isHeld);
    const left = await this.attempt({ ...group, events: group.events.filter((each) => !isHeld(each)) });
    return behind.length > 0 ? [...left, { ...group, events: behind }] : left;
  }

  private async attempt(group: Group): Promise<readonly Group[]> {
    const { target, recipient, shutdown } = this.parts;
    const { ready: events, waiting } = this.begin(group.events);
    const later = { ...group, events: waiting, dueAt: performance.now() + ASK_AGAIN };
    const left = waiting.length > 0 ? [later] : [];
    if (events.length === 0) return left;
    await this.note(events);
    try {
      const source = new LazySignal();
      const batch = events.map(({ event, pending }) => ({ event, attempt: pending.attempts + 1 }));
      const running = target.deliverBatch?.(batch, recipient, source);
      if (running) await attemptWithin(recipient.retry.attemptTimeout, shutdown, source, running);
    } catch (error) {
      return [{ ...group, events, failed: { error } }, ...left];
    }
    this.worked = true;
    for (const each of events) {
      this.begun.delete(each);
      each.settle(undefined);
    }
    return left;
  }

  private begin(events: readonly GatheredEvent[]) {
    const ready: GatheredEvent[] = [];
    const waiting: GatheredEvent[] = [];
    const waitingKeys = new Set<string | undefined>();
    for (const each of events) {
      const { orderingKey } = each.event;
      const turn = waitingKeys.has(orderingKey) ? 'wait' : this.turnOf(each);
      if (turn === 'run') ready.push(each);
      else if (turn === 'leave') each.leave();
      else {
        waiting.push(each);
        if (orderingKey !== undefined) waitingKeys.add(orderingKey);
      }
    }
    return { ready, waiting };
  }

  private turnOf(each: GatheredEvent): Turn {
    const turn = this.begun.has(each) ? 'run' : each.begin();
    if (turn !== 'run') return turn;
    this.begun.add(each);
    if (each.mayAttempt()) return 'run';
    this.begun.delete(each);
    each.end();
    return 'wait';
  }

  /**
   * Notes that an attempt of those that were recovered begins. Of several nobody could say which has ended the process:
   * none is charged with an attempt, and all go alone from then on.
   */
  private async note(events: readonly GatheredEvent[]): Promise<void> {
    const isAlone = events.length === 1;
    const notes = events
      .filter(({ isNoted }) => isNoted)
      .map((each) => {
        const { pending } = each;
        this.noted.add(each);
        return each.note(
          isAlone ? { ...pending, begun: true } : { ...pending, crashes: (pending.crashes ?? 0) + 1 },
        );
      });
    if (notes.length > 0) await Promise.all(notes);
  }

  /** Halves the groups that have failed, where that is to be done at once; says whether there were any. */
  private halveFailed(): boolean {
    if (this.parts.shutdown.aborted) return false;
    let halved = false;
    this.groups = this.groups?.flatMap((group) => {
      const { events, failures, failed } = group;
      if (!failed || events.length === 1 || !this.isToHalve(events, failed.error)) return [group];
      halved = true;
      return halves({ events, failures, dueAt: 0 });
    });
    return halved;
  }

  /** Whether a single event of these would be given up, or what fails is not the storage behind the listener. */
  private isToHalve(events: readonly GatheredEvent[], error: unknown): boolean {
    if (this.retryIn(events, error) === undefined) return true;
    return this.worked && !(error instanceof RetryAfterError);
  }

  private retryIn(events: readonly GatheredEvent[], error: unknown): number | undefined {
    const attempt = events.reduce((most, { pending }) => Math.max(most, pending.attempts + 1), 1);
    return nextDelay(this.parts.recipient.retry, attempt, error);
  }

  /** Decides what becomes of those that have failed. Cut off by the shutdown they were not tried. */
  private conclude(): void {
    if (this.parts.shutdown.aborted) {
      for (const each of this.begun) {
        if (this.noted.has(each)) each.settle(each.pending);
        else each.end();
      }
      this.begun.clear();
      return;
    }
    this.groups = this.groups?.flatMap((group) =>
      group.failed ? this.failed(group, group.failed.error) : [group],
    );
  }

  private failed({ events, failures }: Group, error: unknown): readonly Group[] {
    const { target, recipient, now } = this.parts;
    const [first] = events;
    if (!first) return [];
    const { name: listener } = recipient;
    const retryIn = this.retryIn(events, error);
    const batch = events.map(({ event, pending }) => ({ event, attempt: pending.attempts + 1 }));
    const { event } = first;
    const attempt = first.pending.attempts + 1;
    target.failed({ event, listener, attempt, error, retryIn, ...(events.length > 1 && { batch }) });
    for (const each of events) this.begun.delete(each);
    if (retryIn === undefined) {
      const fate = { listener, attempts: attempt, reason: reasonOf(error), diedAt: now() };
      first.settle(undefined, [undeliveredLetter(event, fate)]);
      return [];
    }
    const failedAt = now();
    for (const each of events) {
      const { pending } = each;
      each.settle({ ...pending, attempts: pending.attempts + 1, failedAt, dueAt: failedAt + retryIn });
    }
    const next = { events, failures: failures + 1, dueAt: performance.now() + retryIn };
    return next.failures < 2 || events.length === 1 || error instanceof RetryAfterError
      ? [next]
      : halves(next);
  }

  private get holds(): boolean {
    return this.parts.recipient.retry.onRetry === 'hold';
  }

  private resume(): void {
    if (this.isPaused) this.parts.gatherer.resume(this.events.length, this.keys);
    this.isPaused = false;
  }

  /** Lets go of the keys that are not needed any more. */
  private pause(): JobResult {
    const { gatherer } = this.parts;
    const kept = new Set(this.holds ? this.events.map(({ event }) => event.orderingKey) : []);
    for (const key of this.keys) {
      if (kept.has(key)) continue;
      this.keys.delete(key);
      gatherer.free(key);
    }
    const { groups = [] } = this;
    if (groups.length === 0) return 'done';
    this.isPaused = true;
    gatherer.pause(this.events.length, this.keys);
    const due = groups.reduce((first, { dueAt }) => Math.min(first, dueAt), Infinity);
    return { runAgainIn: Math.max(0, Math.ceil(due - performance.now())), holds: false };
  }
}

const halves = (group: Group): readonly Group[] => {
  const middle = Math.ceil(group.events.length / 2);
  return [
    { ...group, events: group.events.slice(0, middle) },
    { ...group, events: group.events.slice(middle) },
  ];
};
