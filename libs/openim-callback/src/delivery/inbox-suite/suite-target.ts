import type { AcceptedEvent, StoredEvent } from '../accepted-event.js';
import type { DeliveryTarget, FailedAttempt, Recipient } from '../delivery-target.js';
import type { SignalSource } from '../lazy-signal.js';
import { DEFAULT_RETRY, type RetryOptions } from '../retry/retry-policy.js';
import { numberOf, reviveSuiteEvent } from './suite-event.js';

/** One call of a listener. */
export interface Attempt {
  readonly listener: string;
  readonly event: AcceptedEvent;
  readonly number: number;
  readonly attempt: number;
  readonly signal: AbortSignal;
}

/** What a listener of the suite does; it fails by throwing. */
export type SuiteListener = (attempt: Attempt) => Promise<void> | void;

interface Registered {
  readonly recipient: Recipient;
  readonly call: SuiteListener;
}

/** Listeners that do what a test says, and everything an inbox has told them. */
export class SuiteTarget implements DeliveryTarget {
  /** Every attempt that was begun, in order. */
  readonly attempts: Attempt[] = [];
  readonly failures: FailedAttempt[] = [];
  /** The ids of accepted events that could not be read back. */
  readonly unreadables: string[] = [];
  readonly problems: (string | undefined)[] = [];
  /** The most attempts that ran side by side. */
  peak = 0;
  private running = 0;
  private readonly listeners = new Map<string, Registered>();

  /** Adds a listener of every event. Retries come within a few milliseconds unless `retry` says otherwise. */
  on(name: string, call: SuiteListener = () => undefined, retry: RetryOptions = {}): this {
    const quick = { ...DEFAULT_RETRY, minDelay: 1, maxDelay: 5, ...retry };
    this.listeners.set(name, { recipient: { name, retry: quick }, call });
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
    this.peak = Math.max(this.peak, ++this.running);
    const ended = (): void => {
      this.running--;
    };
    try {
      const running = this.listeners.get(listener)?.call(call);
      if (running) return running.finally(ended);
    } catch (error) {
      ended();
      throw error;
    }
    ended();
    return undefined;
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
}
