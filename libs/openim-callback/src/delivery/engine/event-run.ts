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
  /** Whether the next listener may be called: the one before may have taken long. */
  readonly mayGoOn: () => boolean;
  /** Aborts when attempts that run must end. */
  readonly shutdown: AbortSignal;
  readonly now: () => number;
}

const NOBODY = 'the app has no listener for it any more';

/** Delivers one event to its listeners, each on its own: who has taken it is not called again. */
export class EventRun<Ref> {
  private pending: readonly PendingListener[];

  constructor(
    private readonly queued: QueuedEvent<Ref>,
    private readonly parts: EventRunParts<Ref>,
  ) {
    this.pending = queued.pending ?? this.recipients().map(({ name }) => untried(name));
  }

  /** Tries every listener that is due; says whether and when the event must be run again. */
  async run(): Promise<JobResult> {
    const { ref, event } = this.queued;
    const left: PendingListener[] = [];
    const deadLetters: DeadLetter[] = [];
    if (this.pending.length === 0)
      deadLetters.push(deadLetter(event, undefined, 0, NOBODY, this.parts.now()));
    for (const pending of this.pending) {
      const { shutdown, mayGoOn, now } = this.parts;
      if (shutdown.aborted || !mayGoOn() || mustWait(pending, now())) left.push(pending);
      else await this.attempt(pending, left, deadLetters);
    }
    this.pending = left;
    this.parts.settle({ ref, event, pending: left, deadLetters });
    return left.length === 0 ? 'done' : this.again(left);
  }

  private async attempt(
    { listener, attempts }: PendingListener,
    left: PendingListener[],
    deadLetters: DeadLetter[],
  ): Promise<void> {
    const { target, shutdown, now } = this.parts;
    const { event } = this.queued;
    const recipient = this.recipients().find(({ name }) => name === listener);
    if (!recipient) {
      deadLetters.push(deadLetter(event, listener, attempts, 'the app has no such listener any more', now()));
      return;
    }
    const attempt = attempts + 1;
    try {
      await attemptWithin(recipient.retry.attemptTimeout, shutdown, (signal) =>
        target.deliver(event, recipient, attempt, signal),
      );
    } catch (error) {
      const retryIn = nextDelay(recipient.retry, attempt, error);
      target.failed({ event, listener, attempt, error, retryIn });
      if (retryIn === undefined)
        deadLetters.push(deadLetter(event, listener, attempt, reasonOf(error), now()));
      else left.push({ listener, attempts: attempt, failedAt: now(), dueAt: now() + retryIn });
    }
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
