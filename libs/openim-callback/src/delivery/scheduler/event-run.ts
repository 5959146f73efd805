import { undeliveredLetter, type DeadLetter } from '../dead-letters.js';
import type { DeliveryTarget, Recipient } from '../delivery-target.js';
import { LazySignal } from '../lazy-signal.js';
import { NO_SUCH_LISTENER, ProcessEndedError, reasonOf } from '../retry/retry-errors.js';
import { nextDelay } from '../retry/retry-policy.js';
import { attemptWithin } from './attempt-within.js';
import { ASK_AGAIN, type Alone, type GatheredEvent } from './gathered-event.js';
import type { Job, JobResult } from './lanes.js';
import {
  mustWait,
  untried,
  type PendingListener,
  type QueuedEvent,
  type SettledEvent,
  type Settlement,
  type Turn,
} from './queued-event.js';

/** What a run needs beside its event. */
export interface EventRunParts<Ref> {
  readonly target: DeliveryTarget;
  readonly settle: (settled: SettledEvent<Ref>) => void;
  readonly begin?: (ref: Ref) => Turn;
  readonly mayAttempt?: (ref: Ref) => boolean;
  readonly end?: (ref: Ref) => void;
  readonly onLeft?: (queued: QueuedEvent<Ref>) => void;
  readonly note?: (settlement: Settlement<Ref>) => Promise<void>;
  /** Takes the event for a listener that has it in a batch. */
  readonly gather: (recipient: Recipient, gathered: GatheredEvent) => void;
  readonly alone: Alone;
  /** Aborts when attempts that run must end. */
  readonly shutdown: AbortSignal;
  readonly now: () => number;
}

const REDRIVE = 'redrive it when all processes run a version that has one';
const NOBODY = `the app has no listener for it any more: ${REDRIVE}`;
/** What a listener is called of which not even the name is known. */
const UNKNOWN = 'unknown';

/** How far a run has come. */
interface Progress {
  readonly recipients: readonly Recipient[];
  /** The listener that is next. */
  next: number;
  readonly left: PendingListener[];
  /** Those that are to have it in a batch. */
  readonly toGather: { readonly recipient: Recipient; readonly pending: PendingListener }[];
  readonly deadLetters: DeadLetter[];
}

const NONE: readonly GatheredEvent[] = [];

/**
 * Delivers one event to its listeners, each on its own: who has taken it is not called again. Those that take batches
 * come last: their part of it is gathered, and the next event of the key may run.
 */
export class EventRun<Ref> implements Job {
  /** The listeners that are left, beside those for which it is gathered; undefined for all. */
  private pending: readonly PendingListener[] | undefined;
  private gathered = NONE;
  /** Whether listeners are left that take it alone. */
  private isInLane = true;
  /** Whether a process ever ended while it ran. Beside it others would seem to have ended the next one too. */
  private readonly isSuspect: boolean;

  constructor(
    private readonly queued: QueuedEvent<Ref>,
    private readonly parts: EventRunParts<Ref>,
  ) {
    this.pending = queued.pending;
    this.isSuspect = queued.pending?.some(({ begun, crashes }) => begun || crashes) === true;
  }

  /**
   * Tries every listener that is due; says whether and when the event must be run again. Nothing is awaited while
   * listeners end at once.
   */
  run(): JobResult | Promise<JobResult> {
    const { target, begin, end, onLeft } = this.parts;
    const turn = begin?.(this.queued.ref) ?? 'run';
    if (turn === 'wait') return { runAgainIn: ASK_AGAIN, holds: true };
    if (turn === 'leave') {
      onLeft?.(this.queued);
      return 'done';
    }
    if (this.isSuspect && !this.goesAlone()) {
      end?.(this.queued.ref);
      return { runAgainIn: ASK_AGAIN, holds: true };
    }
    const recipients = target.recipientsOf(this.queued.event);
    const progress = { recipients, next: 0, left: [], toGather: [], deadLetters: [] };
    if ((this.pending ?? recipients).length === 0) this.missing(undefined, 0, NOBODY, progress);
    return this.attemptAll(progress);
  }

  private attemptAll(progress: Progress): JobResult | Promise<JobResult> {
    const { length } = this.pending ?? progress.recipients;
    while (progress.next < length) {
      const running = this.attempt(progress.next++, progress);
      if (running) return running.then(() => this.attemptAll(progress));
    }
    const { left, toGather, deadLetters } = progress;
    const gathered = toGather.map(({ pending }) => this.partOf(pending));
    this.pending = left;
    if (gathered.length > 0) this.gathered = [...this.gathered, ...gathered];
    const { ref, event } = this.queued;
    if (this.gathered.length === 0) this.parts.settle({ ref, event, pending: left, deadLetters });
    // Nothing has changed when all of them take batches.
    else if (gathered.length === 0 || gathered.length < length) this.settle(deadLetters);
    this.parts.end?.(ref);
    if (this.isSuspect) this.parts.alone.holder = undefined;
    for (const [at, { recipient }] of toGather.entries()) {
      const part = gathered[at];
      if (part) this.parts.gather(recipient, part);
    }
    if (left.length > 0) return this.again(left, progress);
    this.isInLane = false;
    if (this.gathered.length === 0) this.parts.onLeft?.(this.queued);
    return 'done';
  }

  private settle(deadLetters: readonly DeadLetter[]): void {
    const { ref, event } = this.queued;
    const left = this.pending ?? [];
    const pending =
      this.gathered.length === 0 ? left : [...left, ...this.gathered.map((each) => each.pending)];
    this.parts.settle({ ref, event, pending, deadLetters });
  }

  private leaveIfDone(): void {
    if (!this.isInLane && this.gathered.length === 0) this.parts.onLeft?.(this.queued);
  }

  private attempt(at: number, progress: Progress, isNoted = false): Promise<unknown> | undefined {
    const { target, shutdown, mayAttempt, now } = this.parts;
    const { ref, event, recovered } = this.queued;
    const pending = this.pending?.[at];
    const recipient = pending ? find(progress.recipients, pending.listener) : progress.recipients[at];
    if (shutdown.aborted || mayAttempt?.(ref) === false || (pending && mustWait(pending, now()))) {
      this.leave(pending, recipient, progress);
      return undefined;
    }
    const attempt = (pending?.attempts ?? 0) + 1;
    if (!recipient) {
      this.missing(pending?.listener, attempt - 1, NO_SUCH_LISTENER, progress);
      return undefined;
    }
    if (pending?.begun) {
      const crashed = { ...pending, crashes: (pending.crashes ?? 0) + 1 };
      this.failed(recipient, crashed, new ProcessEndedError(attempt), progress);
      return undefined;
    }
    if (recipient.batch) {
      progress.toGather.push({ recipient, pending: pending ?? untried(recipient.name) });
      return undefined;
    }
    if ((recovered || this.isSuspect) && !isNoted) {
      return this.noted(recipient, pending, progress).then(() => this.attempt(at, progress, true));
    }
    const failed = (error: unknown): void => {
      // Cut off by the shutdown it was not tried: the next start does that, with the same count.
      if (shutdown.aborted) this.leave(pending, recipient, progress);
      else this.failed(recipient, pending, error, progress);
    };
    try {
      const source = new LazySignal();
      const running = target.deliver(event, recipient, attempt, source);
      return (
        running && attemptWithin(recipient.retry.attemptTimeout, shutdown, source, running).catch(failed)
      );
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  /** Notes that an attempt begins. Should the storage fail it begins all the same. */
  private async noted(
    recipient: Recipient,
    pending: PendingListener | undefined,
    { recipients, next, left, toGather, deadLetters }: Progress,
  ): Promise<void> {
    const begun = { ...(pending ?? untried(recipient.name)), begun: true };
    const later = this.pending?.slice(next) ?? recipients.slice(next).map(({ name }) => untried(name));
    const batched = [...toGather, ...this.gathered].map((each) => each.pending);
    await this.note([...left, begun, ...later, ...batched], deadLetters.splice(0));
  }

  private async note(pending: readonly PendingListener[], deadLetters: readonly DeadLetter[]): Promise<void> {
    await this.parts.note?.({ ref: this.queued.ref, pending, deadLetters }).catch(() => undefined);
  }

  /** The part of a listener that takes batches. */
  private partOf(pending: PendingListener): GatheredEvent {
    const { ref, event, recovered = false } = this.queued;
    const { begin, end, mayAttempt } = this.parts;
    const others = (): readonly GatheredEvent[] => this.gathered.filter((each) => each !== part);
    const part = {
      event,
      pending,
      since: performance.now(),
      isSuspect: this.isSuspect,
      isNoted: recovered || this.isSuspect,
      begin: () => begin?.(ref) ?? 'run',
      mayAttempt: () => mayAttempt?.(ref) ?? true,
      note: (noted: PendingListener) => {
        const left = others().map((each) => each.pending);
        return this.note([...(this.pending ?? []), noted, ...left], []);
      },
      settle: (next: PendingListener | undefined, deadLetters: readonly DeadLetter[] = []) => {
        if (next) part.pending = next;
        else this.gathered = others();
        this.settle(deadLetters);
        end?.(ref);
        this.leaveIfDone();
      },
      end: () => end?.(ref),
      leave: () => {
        this.gathered = others();
        this.leaveIfDone();
      },
    };
    return part;
  }

  private goesAlone(): boolean {
    const { alone } = this.parts;
    alone.holder ??= this;
    return alone.holder === this;
  }

  /** Leaves a listener as it is. */
  private leave(
    pending: PendingListener | undefined,
    recipient: Recipient | undefined,
    { left }: Progress,
  ): void {
    if (pending) left.push(pending);
    else if (recipient) left.push(untried(recipient.name));
  }

  private failed(
    { name, retry }: Recipient,
    { attempts, crashes = 0 }: Pick<PendingListener, 'attempts' | 'crashes'> = { attempts: 0 },
    error: unknown,
    progress: Progress,
  ): void {
    const { target, now } = this.parts;
    const attempt = attempts + 1;
    const { event } = this.queued;
    const retryIn = nextDelay(retry, attempt, error);
    target.failed({ event, listener: name, attempt, error, retryIn });
    if (retryIn === undefined) {
      const fate = { listener: name, attempts: attempt, reason: reasonOf(error), diedAt: now() };
      progress.deadLetters.push(undeliveredLetter(event, fate));
    } else {
      const left = { listener: name, attempts: attempt, failedAt: now(), dueAt: now() + retryIn };
      progress.left.push(crashes > 0 ? { ...left, crashes } : left);
    }
  }

  private missing(
    listener: string | undefined,
    attempts: number,
    reason: string,
    { deadLetters }: Progress,
  ): void {
    const { target, now } = this.parts;
    const { event } = this.queued;
    const error = new Error(reason);
    target.failed({ event, listener: listener ?? UNKNOWN, attempt: attempts, error, retryIn: undefined });
    deadLetters.push(undeliveredLetter(event, { listener, attempts, reason, diedAt: now() }));
  }

  private again(left: readonly PendingListener[], { recipients }: Progress): JobResult {
    const due = Math.min(...left.map(({ dueAt }) => dueAt));
    return {
      runAgainIn: Math.max(0, due - this.parts.now()),
      holds: left.some(({ listener }) => find(recipients, listener)?.retry.onRetry === 'hold'),
    };
  }
}

const find = (recipients: readonly Recipient[], listener: string): Recipient | undefined =>
  recipients.find(({ name }) => name === listener);
