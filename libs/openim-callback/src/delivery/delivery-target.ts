import type { AcceptedEvent, StoredEvent } from './accepted-event.js';
import type { BatchPolicy } from './batch-policy.js';
import type { SignalSource } from './lazy-signal.js';
import type { RetryPolicy } from './retry/retry-policy.js';

/** A listener as the delivery sees it. */
export interface Recipient {
  /** Its name, the same after a restart. */
  readonly name: string;
  readonly retry: RetryPolicy;
  /** How many events it takes together. @default it takes one at a time */
  readonly batch?: BatchPolicy;
}

/** An event in a batch, and which try of it that is. */
export interface BatchedEvent {
  readonly event: AcceptedEvent;
  /** From 1. */
  readonly attempt: number;
}

/** A failed attempt, for log and hooks. */
export interface FailedAttempt {
  readonly event: AcceptedEvent;
  /** Its name; `unknown` when the app has none for the event any more. */
  readonly listener: string;
  /** From 1; how often it was tried before when the app does not have the listener any more. */
  readonly attempt: number;
  readonly error: unknown;
  /** Milliseconds until the next attempt; undefined when the event has become a dead letter. */
  readonly retryIn: number | undefined;
  /** All the events of a batch of several that has failed, `event` the first of them. It is told once. */
  readonly batch?: readonly BatchedEvent[];
}

/** What an inbox delivers to: the listeners of a module instance. */
export interface DeliveryTarget {
  /** The listeners of an event, in the order they are called; the same objects whenever it is asked. */
  recipientsOf(event: AcceptedEvent): readonly Recipient[];
  /**
   * Calls one of them, one that `recipientsOf` has returned; throws or rejects with what it throws. It returns a promise only where the listener is
   * asynchronous, and may ask `source` for the signal that aborts when the attempt has to end.
   */
  deliver(
    event: AcceptedEvent,
    recipient: Recipient,
    attempt: number,
    source: SignalSource,
  ): PromiseLike<unknown> | undefined;
  /**
   * Calls one that has a `batch`, with at most so many events, those of one ordering key in order; as `deliver` does.
   * A target without such recipients need not have it.
   */
  deliverBatch?(
    batch: readonly BatchedEvent[],
    recipient: Recipient,
    source: SignalSource,
  ): PromiseLike<unknown> | undefined;
  /** The most events that one of its listeners takes together. @default 1 */
  readonly largestBatch?: number;
  /**
   * Makes an event of what was stored of it, with the keys that it would have if it arrived now.
   *
   * @throws when the bytes cannot be read (any more)
   */
  revive(stored: StoredEvent): AcceptedEvent;
  /** Told of every failed attempt, and of an event whose listener the app does not have any more. */
  failed(attempt: FailedAttempt): void;
  /** Told of an accepted event that cannot be read back and has become a dead letter, with the reason. */
  unreadable(event: StoredEvent, reason: string): void;
  /** Told when storage begins to fail or is back; `problem` says what to do about it. */
  storageChanged(problem: string | undefined): void;
}
