import type { AcceptedEvent, StoredEvent } from '../accepted-event.js';
import { batchPolicy, type BatchOptions } from '../batch-policy.js';
import type { BatchedEvent, DeliveryTarget, FailedAttempt, Recipient } from '../delivery-target.js';
import type { SignalSource } from '../lazy-signal.js';
import { DEFAULT_RETRY, type RetryOptions, type RetryPolicy } from '../retry/retry-policy.js';
import { numberOf, reviveSuiteEvent } from './suite-event.js';

/** One call of a listener. */
export interface Attempt {
  readonly listener: string;
  readonly event: AcceptedEvent;
  readonly number: number;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** One call of a listener that takes batches. */
export interface BatchAttempt {
  readonly listener: string;
  readonly events: readonly AcceptedEvent[];
  readonly numbers: readonly number[];
  readonly attempts: readonly number[];
  readonly signal: AbortSignal;
}

/** What a listener of the suite does; it fails by throwing. */
export type SuiteListener = (attempt: Attempt) => Promise<void> | void;

/** The same of one that takes batches. */
export type SuiteBatchListener = (batch: BatchAttempt) => Promise<void> | void;

interface Registered {
  readonly recipient: Recipient;
  readonly call: SuiteListener;
  readonly callBatch: SuiteBatchListener;
}

const nothing = (): void => undefined;

/** Listeners that do what a test says, and everything an inbox has told them. */
export class SuiteTarget implements DeliveryTarget {
  /** Every attempt that was begun, in order. */
  readonly attempts: Attempt[] = [];
  /** Every attempt of a batch that was begun, in order. */
  readonly batches: BatchAttempt[] = [];
  readonly failures: FailedAttempt[] = [];
  /** The ids of accepted events that could not be read back. */
  readonly unreadables: string[] = [];
  readonly problems: (string | undefined)[] = [];
  /** The most attempts that ran side by side. */
  peak = 0;
  private count = 0;
  private readonly listeners = new Map<string, Registered>();

  /** Adds a listener of every event. Retries come within a few milliseconds unless `retry` says otherwise. */
  on(name: string, call: SuiteListener = nothing, retry: RetryOptions = {}): this {
    this.listeners.set(name, { recipient: { name, retry: quick(retry) }, call, callBatch: nothing });
    return this;
  }

  /** Adds a listener that takes batches of every event. */
  onBatch(
    name: string,
    options: BatchOptions = {},
    callBatch: SuiteBatchListener = nothing,
    retry: RetryOptions = {},
  ): this {
    const recipient = { name, retry: quick(retry), batch: batchPolicy(options) };
    this.listeners.set(name, { recipient, call: nothing, callBatch });
    return this;
  }

  /** Removes all listeners. */
  silence(): void {
    this.listeners.clear();
  }

  /** The numbers of the events a listener was called with, in order. */
  numbers(listener?: string): number[] {
    return this.attempts
      .filter((attempt) => listener === undefined || attempt.listener === listener)
      .map(({ number }) => number);
  }

  /** The numbers of the events that listeners were given in batches, in order. */
  batched(): number[] {
    return this.batches.flatMap(({ numbers }) => numbers);
  }

  get largestBatch(): number {
    return Math.max(1, ...[...this.listeners.values()].map(({ recipient }) => recipient.batch?.size ?? 1));
  }

  recipientsOf({ recipients }: AcceptedEvent): readonly Recipient[] {
    const all = [...this.listeners.values()].map(({ recipient }) => recipient);
    return recipients ? all.filter(({ name }) => recipients.includes(name)) : all;
  }

  deliver(
    event: AcceptedEvent,
    { name: listener }: Recipient,
    attempt: number,
    { signal }: SignalSource,
  ): Promise<void> | undefined {
    const call = { listener, event, number: numberOf(event), attempt, signal };
    this.attempts.push(call);
    return this.running(() => this.listeners.get(listener)?.call(call));
  }

  deliverBatch(
    batch: readonly BatchedEvent[],
    { name: listener }: Recipient,
    { signal }: SignalSource,
  ): Promise<void> | undefined {
    const events = batch.map(({ event }) => event);
    const attempts = batch.map(({ attempt }) => attempt);
    const call = { listener, events, numbers: events.map(numberOf), attempts, signal };
    this.batches.push(call);
    return this.running(() => this.listeners.get(listener)?.callBatch(call));
  }

  revive(stored: StoredEvent): AcceptedEvent {
    return reviveSuiteEvent(stored);
  }

  failed(attempt: FailedAttempt): void {
    this.failures.push(attempt);
  }

  unreadable({ id }: StoredEvent): void {
    this.unreadables.push(id);
  }

  storageChanged(problem: string | undefined): void {
    this.problems.push(problem);
  }

  private running(call: () => Promise<void> | void): Promise<void> | undefined {
    this.peak = Math.max(this.peak, ++this.count);
    const ended = (): void => {
      this.count--;
    };
    try {
      const running = call();
      if (running) return running.finally(ended);
    } catch (error) {
      ended();
      throw error;
    }
    ended();
    return undefined;
  }
}

const quick = (retry: RetryOptions): RetryPolicy => ({
  ...DEFAULT_RETRY,
  minDelay: 1,
  maxDelay: 5,
  ...retry,
});
