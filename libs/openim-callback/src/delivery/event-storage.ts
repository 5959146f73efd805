import type { AcceptedEvent, StoredEvent } from './accepted-event.js';
import type { DeadLetter, DeadLetterFilter } from './dead-letters.js';
import type { Eventually } from './eventually.js';
import type { PendingListener, Settlement } from './scheduler/queued-event.js';

/** An event that a storage has kept from an earlier process. */
export interface KeptEvent<Ref> {
  readonly ref: Ref;
  readonly stored: StoredEvent;
  /** The listeners that are left; undefined for all. */
  readonly pending: readonly PendingListener[] | undefined;
  /**
   * Whether the process that had it ended without closing the storage. Each attempt of such an event is stored before it
   * begins: one that ends its process every time becomes a dead letter. @default false
   */
  readonly recovered?: boolean;
}

/** Where dead letters are kept. */
export interface LetterStorage {
  add(letter: DeadLetter): Eventually<void>;
  /** Those that match, oldest first; `matchesFilter` tells which do. */
  list(filter: DeadLetterFilter, limit: number): Eventually<DeadLetter[]>;
  /** Removes those with these ids. Returns how many were there. */
  remove(ids: readonly string[]): Eventually<number>;
  count(): Eventually<number>;
}

/**
 * What an inbox of your own has to do: keep events and dead letters. What may not wait may be done at once; what
 * returns a promise is as safe as the storage makes it when that resolves. Ref is the storage's handle of an event.
 */
export interface EventStorage<Ref> {
  /** Whether what is stored outlives the process. */
  readonly durable: boolean;
  readonly letters: LetterStorage;
  /** Opens it. Returns the events that earlier processes have left in it, oldest first. */
  open(): Eventually<readonly KeptEvent<Ref>[]>;
  /**
   * Stores an event, behind those that were added before. Returns nothing for one that repeats an idempotency key.
   *
   * @param pending the listeners that it is for; undefined for all
   */
  add(event: AcceptedEvent, pending: readonly PendingListener[] | undefined): Eventually<Ref | undefined>;
  /**
   * Keeps the dead letters and notes which listeners are left; an event of which none is left is removed. Called for each
   * event of a batch in one turn of the event loop.
   */
  settle(settlement: Settlement<Ref>): Eventually<void>;
  close(): Eventually<void>;
}
