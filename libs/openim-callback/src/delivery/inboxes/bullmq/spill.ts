import { setTimeout as sleep } from 'node:timers/promises';
import type { AcceptedEvent, UnusableCallback } from '../../accepted-event.js';
import type { DeadLetter } from '../../dead-letters.js';
import type { DeliveryTarget, Recipient } from '../../delivery-target.js';
import { InboxFullError, type Appended, type Inbox } from '../../inbox.js';
import { EngineAwayError } from './append-queue.js';

/** What the spill works with. */
export interface SpillParts {
  readonly inbox: Inbox;
  readonly target: DeliveryTarget;
  /** Stores an event on the engine; rejects with {@link EngineAwayError} while that is away. */
  readonly forward: (event: AcceptedEvent) => Promise<unknown>;
  /** Events that may wait. */
  readonly limit: number;
}

/** The only one who listens to the spill. It never gives up: what is here was accepted. */
const ENGINE: Recipient = {
  name: 'engine',
  retry: {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    minDelay: 100,
    maxDelay: 1000,
    factor: 2,
    jitter: 0.5,
    onRetry: 'hold',
    attemptTimeout: 2 ** 31 - 1,
  },
};

/** Milliseconds until an engine that is away is tried again. */
const TRY_AGAIN = 250;

/** Dead letters given to the engine at a time. */
const LETTERS = 1000;

/**
 * A local inbox whose one listener is the engine: it holds what the engine cannot take, tries again, and keeps the
 * order of each key, as every inbox does.
 */
export class Spill {
  /** Events of each key that the engine does not have yet: those that follow must not overtake them. */
  private readonly perKey = new Map<string, number>();
  /** The idempotency keys, which an inbox does not give back. */
  private readonly mine = new Map<string, string | undefined>();
  /** Events that were there at the start. */
  private leftover = 0;

  constructor(private readonly parts: SpillParts) {}

  /** Begins to give the engine what an earlier run has left. */
  async start(): Promise<void> {
    const { inbox, target } = this.parts;
    let counted: () => void = () => undefined;
    const whenCounted = new Promise<void>((resolve) => (counted = resolve));
    await inbox.start({
      recipientsOf: () => [ENGINE],
      deliver: async (event) => {
        await whenCounted;
        await this.forward(event);
      },
      revive: (stored) => target.revive(stored),
      failed: () => undefined,
      storageChanged: (problem) => target.storageChanged(problem),
    });
    this.leftover = (await inbox.state()).pending;
    counted();
  }

  /** Whether an event must take this way although the engine is there. */
  isBefore({ orderingKey }: AcceptedEvent): boolean {
    return orderingKey !== undefined && (this.leftover > 0 || this.perKey.has(orderingKey));
  }

  /**
   * Takes an event.
   *
   * @throws {InboxFullError} when as many wait as may
   */
  async append(event: AcceptedEvent): Promise<Appended> {
    const { inbox, limit } = this.parts;
    if (this.mine.size + this.leftover >= limit)
      throw new InboxFullError(`the engine is away, and ${limit} events wait for it in the spill`);
    this.count(event, 1);
    this.mine.set(event.id, event.idempotencyKey);
    try {
      return await inbox.append({ ...event, idempotencyKey: undefined });
    } catch (error) {
      this.forget(event);
      throw error;
    }
  }

  /** Keeps a callback that could not be used until the engine is back. */
  async setAside(callback: UnusableCallback): Promise<void> {
    await this.parts.inbox.setAside(callback);
  }

  /** Gives the engine the dead letters of the spill; what fails is left for the next time. */
  async forwardLetters(store: (letter: DeadLetter) => Promise<unknown>): Promise<void> {
    const { deadLetters } = this.parts.inbox;
    for (const letter of await deadLetters.list({}, LETTERS)) {
      await store(letter);
      await deadLetters.purge({ ids: [letter.id] });
    }
  }

  /**
   * Waits for the engine within the attempt: those that wait are as many as the inbox delivers side by side. Failed
   * attempts would be one a second and a write to the disk for each key.
   */
  private async forward(event: AcceptedEvent): Promise<void> {
    while (!(await this.tried(event))) await sleep(TRY_AGAIN, undefined, { ref: false });
    this.forget(event);
  }

  private async tried(event: AcceptedEvent): Promise<boolean> {
    try {
      await this.parts.forward({ ...event, idempotencyKey: this.mine.get(event.id) });
      return true;
    } catch (error) {
      if (error instanceof EngineAwayError) return false;
      throw error;
    }
  }

  private forget(event: AcceptedEvent): void {
    if (this.mine.delete(event.id)) this.count(event, -1);
    else this.leftover--;
  }

  private count({ orderingKey }: AcceptedEvent, change: number): void {
    if (orderingKey === undefined) return;
    const count = (this.perKey.get(orderingKey) ?? 0) + change;
    if (count > 0) this.perKey.set(orderingKey, count);
    else this.perKey.delete(orderingKey);
  }
}
