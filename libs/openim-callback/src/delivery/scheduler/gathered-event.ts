import type { AcceptedEvent } from '../accepted-event.js';
import type { DeadLetter } from '../dead-letters.js';
import type { PendingListener, Turn } from './queued-event.js';

/** Milliseconds until what must wait asks again. */
export const ASK_AGAIN = 250;

/** Holds what runs of those that may have ended a process, one at a time. */
export interface Alone {
  holder: object | undefined;
}

/** An event that a listener is to get in a batch: this listener's part of it, which settles on its own. */
export interface GatheredEvent {
  readonly event: AcceptedEvent;
  /** Since when it waits for others, by `performance.now()`. */
  readonly since: number;
  /** How often it was tried. */
  readonly pending: PendingListener;
  /** Whether a process ever ended while it ran: it goes alone. */
  readonly isSuspect: boolean;
  /** Whether its attempts are noted before they begin. */
  readonly isNoted: boolean;
  /** Whether it may be tried now. When it may, one of `settle` and `end` follows. */
  begin(): Turn;
  /** Whether it still may. */
  mayAttempt(): boolean;
  /** Stores the listener like this while it is tried. */
  note(pending: PendingListener): Promise<void>;
  /** Stores what became of it: nothing is pending when the listener has taken it, or given it up. */
  settle(pending: PendingListener | undefined, deadLetters?: readonly DeadLetter[]): void;
  /** Ends what `begin` has begun, with nothing to be stored. */
  end(): void;
  /** Lets go of it: another process has it. */
  leave(): void;
}
