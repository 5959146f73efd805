import type { AcceptedEvent } from '../accepted-event.js';
import type { DeadLetter } from '../dead-letters.js';

/** A listener that has not taken an event yet, and how often it was tried. */
export interface PendingListener {
  readonly listener: string;
  readonly attempts: number;
  /** When it failed, in unix milliseconds. */
  readonly failedAt: number;
  /** When to try again, in unix milliseconds; 0 for at once. */
  readonly dueAt: number;
  /** Whether one more attempt had begun that its process did not live to see the end of. */
  readonly begun?: boolean;
  /** How many attempts a process did not live to see the end of, this one's or one's beside it. @default 0 */
  readonly crashes?: number;
}

/** A listener that was not tried yet. */
export const untried = (listener: string): PendingListener => ({
  listener,
  attempts: 0,
  failedAt: 0,
  dueAt: 0,
});

/** Whether it is not yet time to try again. A clock that was set back behind the failure holds nothing up. */
export const mustWait = ({ failedAt, dueAt }: PendingListener, now: number): boolean =>
  failedAt <= now && now < dueAt;

/** Whether an event may run now, must wait since that is not certain, or leaves since another process has it. */
export type Turn = 'run' | 'wait' | 'leave';

/** An event that waits for delivery, with the storage's own handle of it. */
export interface QueuedEvent<Ref> {
  readonly ref: Ref;
  readonly event: AcceptedEvent;
  /** The listeners that are left; undefined for all. */
  readonly pending: readonly PendingListener[] | undefined;
  /**
   * Whether a process that had it has died, perhaps of it: its attempts are noted before they begin, so that the next
   * process knows of one that does not end.
   */
  readonly recovered?: boolean;
}

/** What is to be stored after listeners were tried. */
export interface Settlement<Ref> {
  readonly ref: Ref;
  /** The listeners that are to be tried again; the event is done when there is none. */
  readonly pending: readonly PendingListener[];
  /** Those that gave up. */
  readonly deadLetters: readonly DeadLetter[];
}

/** The same with the event. */
export interface SettledEvent<Ref> extends Settlement<Ref> {
  readonly event: AcceptedEvent;
}
