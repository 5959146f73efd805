import { randomUUID } from 'node:crypto';
import type { AcceptedEvent } from '../accepted-event.js';
import type { DeadLetter } from '../dead-letters.js';
import type { DeliveryTarget, Recipient } from '../delivery-target.js';
import { nextDelay } from '../retry/next-delay.js';
import { attemptWithin } from './attempt-within.js';
import type { JobResult } from './lanes.js';
import {
  mustWait,
  untried,
  type PendingListener,
  type QueuedEvent,
  type SettledEvent,
} from './queued-event.js';

/** What a run needs beside its event. */
export interface EventRunParts<Ref> {
  readonly target: DeliveryTarget;
  readonly settle: (settled: SettledEvent<Ref>) => void;
  /** Whether the event's next listener may be called: the one before may have taken long. */
  readonly mayGoOn: (ref: Ref) => boolean;
  /** Aborts when attempts that run must end. */
  readonly shutdown: AbortSignal;
  readonly now: () => number;
}

const REDRIVE = 'redrive it when all processes run a version that has one';
const NOBODY = `the app has no listener for it any more: ${REDRIVE}`;
const GONE = `the app has no such listener any more: ${REDRIVE}`;
/** What a listener is called of which not even the name is known. */
const UNKNOWN = 'unknown';

/** What has become of the listeners that were tried so far. */
interface Outcome {
  readonly left: PendingListener[];
  readonly deadLetters: DeadLetter[];
}

/** Delivers one event to its listeners, each on its own: who has taken it is not called again. */
export class EventRun<Ref> {
  private pending: readonly PendingListener[];

  constructor(
    private readonly queued: QueuedEvent<Ref>,
    private readonly parts: EventRunParts<Ref>,
  ) {
    this.pending = queued.pending ?? this.recipients().map(({ name }) => untried(name));
  }

  /**
   * Tries every listener that is due; says whether and when the event must be run again. Nothing is awaited while
   * listeners end at once.
   */
  run(): JobResult | Promise<JobResult> {
    const outcome: Outcome = { left: [], deadLetters: [] };
    if (this.pending.length === 0) this.missing(undefined, 0, NOBODY, outcome);
    return this.tryFrom(0, outcome);
  }

  private tryFrom(first: number, outcome: Outcome): JobResult | Promise<JobResult> {
    for (const [at, pending] of this.pending.entries()) {
      const trying = at < first ? undefined : this.attempt(pending, outcome);
      if (trying) return trying.then(() => this.tryFrom(at + 1, outcome));
    }
    return this.settle(outcome);
  }

  private settle({ left, deadLetters }: Outcome): JobResult {
    const { ref, event } = this.queued;
    this.pending = left;
    this.parts.settle({ ref, event, pending: left, deadLetters });
    return left.length === 0 ? 'done' : this.again(left);
  }

  private attempt(pending: PendingListener, outcome: Outcome): Promise<unknown> | undefined {
    const { target, shutdown, mayGoOn, now } = this.parts;
    const { ref, event } = this.queued;
    if (shutdown.aborted || !mayGoOn(ref) || mustWait(pending, now())) {
      outcome.left.push(pending);
      return undefined;
    }
    const { listener, attempts } = pending;
    const recipient = this.recipients().find(({ name }) => name === listener);
    if (!recipient) {
      this.missing(listener, attempts, GONE, outcome);
      return undefined;
    }
    const attempt = attempts + 1;
    const failed = (error: unknown): void => {
      // Cut off by the shutdown it was not tried: the next start does that, with the same count.
      if (shutdown.aborted) outcome.left.push(pending);
      else this.failed(recipient, attempt, error, outcome);
    };
    try {
      return attemptWithin(recipient.retry.attemptTimeout, shutdown, (source) =>
        target.deliver(event, recipient, attempt, source),
      )?.catch(failed);
    } catch (error) {
      failed(error);
      return undefined;
    }
  }

  private failed({ name, retry }: Recipient, attempt: number, error: unknown, outcome: Outcome): void {
    const { target, now } = this.parts;
    const { event } = this.queued;
    const retryIn = nextDelay(retry, attempt, error);
    target.failed({ event, listener: name, attempt, error, retryIn });
    if (retryIn === undefined)
      outcome.deadLetters.push(deadLetter(event, name, attempt, reasonOf(error), now()));
    else outcome.left.push({ listener: name, attempts: attempt, failedAt: now(), dueAt: now() + retryIn });
  }

  private missing(listener: string | undefined, attempt: number, reason: string, outcome: Outcome): void {
    const { target, now } = this.parts;
    const { event } = this.queued;
    const error = new Error(reason);
    target.failed({ event, listener: listener ?? UNKNOWN, attempt, error, retryIn: undefined });
    outcome.deadLetters.push(deadLetter(event, listener, attempt, reason, now()));
  }

  private again(left: readonly PendingListener[]): JobResult {
    const holding = new Set(
      this.recipients()
        .filter(holds)
        .map(({ name }) => name),
    );
    const due = Math.min(...left.map(({ dueAt }) => dueAt));
    return {
      runAgainIn: Math.max(0, due - this.parts.now()),
      holds: left.some(({ listener }) => holding.has(listener)),
    };
  }

  private recipients(): readonly Recipient[] {
    return this.parts.target.recipientsOf(this.queued.event);
  }
}

const holds = ({ retry }: Recipient): boolean => retry.onRetry === 'hold';

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

const deadLetter = (
  event: AcceptedEvent,
  listener: string | undefined,
  attempts: number,
  reason: string,
  diedAt: number,
): DeadLetter => ({
  id: randomUUID(),
  kind: 'undelivered',
  command: event.command,
  listener,
  reason,
  attempts,
  eventID: event.id,
  operationID: event.operationID,
  receivedAt: event.receivedAt,
  diedAt,
  query: event.query,
  headers: {},
  raw: event.raw,
  ...(event.trace === undefined ? {} : { trace: event.trace }),
});
