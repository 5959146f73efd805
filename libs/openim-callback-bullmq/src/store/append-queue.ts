import { type Appended, InboxFullError } from 'nestjs-openim-callback/inbox';
import { closed, noRoom } from '../messages.js';
import { RefusedError } from './queue-store.js';

/** Something to be stored on the store. */
export interface Append<T> {
  readonly item: T;
  /** Bytes it takes in memory while it waits. */
  readonly bytes: number;
}

/** What the queue works with. */
export interface AppendQueueParts<T> {
  /**
   * Stores some together; rejects when the store did not confirm all of them, with a {@link RefusedError} when it never
   * will. Storing twice must do no harm.
   */
  readonly store: (items: readonly T[]) => Promise<void>;
  /** What to store instead of something that the store has refused; undefined when there is nothing. */
  readonly insteadOf: (item: T, error: unknown) => T | undefined;
  /** Told when the store goes away, with the reason. */
  readonly onAway: (error: unknown) => void;
  readonly onBack: () => void;
  /** Whether what cannot be stored is held in memory, or rejected for the caller to put elsewhere. */
  readonly holds: boolean;
  readonly maxHeld: number;
  readonly maxHeldBytes: number;
}

/** The store did not confirm: it may or may not have what was to be stored. */
export class StoreAwayError extends Error {
  override readonly name = 'StoreAwayError';
}

interface Waiting<T> extends Append<T> {
  readonly stored: () => void;
  readonly held: () => void;
  readonly failed: (error: Error) => void;
}

/** Somebody who waits until so many, of all there ever were, have left the queue. */
interface Flush {
  readonly upTo: number;
  readonly done: () => void;
}

/** Events stored with one round trip: Redis answers nobody else meanwhile, about 0.1 ms for each. */
const LARGEST_BATCH = 250;
const FIRST_RETRY = 100;
const LAST_RETRY = 1000;

/**
 * Stores what arrives while a round trip is under way with the next one, together and in order. One trip at a time:
 * two that fail and are repeated could overtake each other.
 */
export class AppendQueue<T> {
  private readonly waiting: Waiting<T>[] = [];
  /** The first of those that wait, as many as were told that they are held. */
  private heldCount = 0;
  /** All that ever waited. */
  private added = 0;
  private bytes = 0;
  private readonly flushes = new Set<Flush>();
  /** The first of those that wait, as many as are stored one by one, since the store refuses some of them. */
  private single = 0;
  private busy = false;
  private timer: NodeJS.Timeout | undefined;
  private retryDelay = FIRST_RETRY;
  private away = false;
  private closed = false;

  constructor(private readonly parts: AppendQueueParts<T>) {}

  /** Whether the last round trip has failed. */
  get isAway(): boolean {
    return this.away;
  }

  /** What was answered as held, and is not stored yet. */
  get held(): number {
    return this.heldCount;
  }

  /**
   * Stores something; resolves when the store has confirmed it, or it is held.
   *
   * @throws {InboxFullError} when there is no room for more, or after close
   * @throws {StoreAwayError} when the store is away and nothing is held
   * @throws {Error} when the store refuses it, and what is to be stored instead
   */
  append({ item, bytes }: Append<T>): Promise<Appended> {
    if (this.closed) return Promise.reject(new InboxFullError(closed));
    const { maxHeld, maxHeldBytes } = this.parts;
    if (this.waiting.length >= maxHeld || this.bytes + bytes > maxHeldBytes) {
      return Promise.reject(new InboxFullError(noRoom(this.waiting.length)));
    }
    return new Promise((resolve, reject) => {
      const waiting = {
        item,
        bytes,
        stored: () => resolve('stored'),
        held: () => resolve('held'),
        failed: reject,
      };
      this.waiting.push(waiting);
      this.added++;
      this.bytes += bytes;
      if (this.away && this.parts.holds) this.holdAll();
      else this.begin();
    });
  }

  /** Tries at once to store what was given before, and goes on; resolves when it is stored, or the time is up. */
  async flush(milliseconds: number): Promise<void> {
    if (this.waiting.length === 0) return;
    this.retryDelay = FIRST_RETRY;
    this.tryNow();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => flush.done(), milliseconds);
      const flush: Flush = {
        upTo: this.added,
        done: () => {
          clearTimeout(timer);
          this.flushes.delete(flush);
          resolve();
        },
      };
      this.flushes.add(flush);
    });
  }

  /** Takes nothing from now on and gives up what is held. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.reject(new InboxFullError(closed));
  }

  private tryNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.begin();
  }

  private begin(): void {
    if (this.busy || this.timer || this.closed || this.waiting.length === 0) return;
    this.busy = true;
    // A turn later, so that what arrived on other connections meanwhile is in the batch.
    void nextTurn()
      .then(() => this.storeBatch())
      .finally(() => {
        this.busy = false;
        this.begin();
      });
  }

  private async storeBatch(): Promise<void> {
    const batch = this.waiting.slice(0, this.single > 0 ? 1 : LARGEST_BATCH);
    try {
      await this.parts.store(batch.map(({ item }) => item));
    } catch (error) {
      if (error instanceof RefusedError) this.refuse(batch, error);
      else this.fail(error);
      return;
    }
    for (const { stored } of this.leave(batch.length)) stored();
    this.reached();
  }

  private refuse(batch: readonly Waiting<T>[], error: unknown): void {
    this.reached();
    const [refused, ...others] = batch;
    if (!refused || this.closed) return;
    if (others.length > 0) {
      this.single = batch.length;
      return;
    }
    const item = this.parts.insteadOf(refused.item, error);
    if (item !== undefined) this.waiting[0] = { ...refused, item };
    else for (const { failed } of this.leave(1)) failed(new Error('the store refuses it', { cause: error }));
  }

  private reached(): void {
    if (!this.away) return;
    this.away = false;
    this.retryDelay = FIRST_RETRY;
    this.parts.onBack();
  }

  private fail(error: unknown): void {
    if (this.closed) return;
    const first = !this.away;
    this.away = true;
    if (first) this.parts.onAway(error);
    if (!this.parts.holds) {
      this.reject(new StoreAwayError(String(error), { cause: error }));
      return;
    }
    this.holdAll();
    this.timer = setTimeout(() => this.tryNow(), this.retryDelay);
    this.retryDelay = Math.min(LAST_RETRY, this.retryDelay * 2);
  }

  private holdAll(): void {
    for (const { held } of this.waiting.slice(this.heldCount)) held();
    this.heldCount = this.waiting.length;
  }

  private reject(error: Error): void {
    for (const { failed } of this.leave(this.waiting.length)) failed(error);
  }

  /** Takes the first of those that wait from the queue. */
  private leave(count: number): readonly Waiting<T>[] {
    const left = this.waiting.splice(0, count);
    this.heldCount = Math.max(0, this.heldCount - left.length);
    this.single = Math.max(0, this.single - left.length);
    for (const { bytes } of left) this.bytes -= bytes;
    const gone = this.added - this.waiting.length;
    for (const { upTo, done } of [...this.flushes]) if (gone >= upTo) done();
    return left;
  }
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
