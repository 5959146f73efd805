import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AcceptedEvent,
  type Appended,
  type DeadLetter,
  type DeliveryTarget,
  type Inbox,
  InboxFullError,
  type InboxState,
  LONGEST_TIMER,
  type Recipient,
  type StoredEvent,
  type UnusableCallback,
} from 'nestjs-openim-callback/inbox';
import { spillFull } from '../messages.js';
import { StoreAwayError } from '../store/append-queue.js';
import { DeadLetterForwarding, TRY_AGAIN } from './dead-letter-forwarding.js';

/** What the spill works with. */
export interface SpillParts {
  readonly inbox: Inbox;
  readonly target: DeliveryTarget;
  /** Puts an event into the store; rejects with {@link StoreAwayError} while that is away. */
  readonly forward: (event: AcceptedEvent) => Promise<unknown>;
  /** Puts a dead letter into the store; rejects while that is away. */
  readonly forwardLetter: (letter: DeadLetter) => Promise<unknown>;
  /** Told when the spill's own storage begins to fail or is back. */
  readonly storageChanged: (problem: string | undefined) => void;
  /** Events that may wait. */
  readonly limit: number;
}

/** The only one who listens to the spill. It never gives up: what is here was accepted. */
const STORE: Recipient = {
  name: 'store',
  retry: {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    minDelay: 100,
    maxDelay: 1000,
    factor: 2,
    jitter: 0.5,
    onRetry: 'hold',
    attemptTimeout: LONGEST_TIMER,
  },
};

/**
 * A local inbox whose one listener is the store: it holds what the store cannot take, tries again, and keeps the
 * order of each key, as every inbox does.
 */
export class Spill {
  /** Events of each key that the store does not have yet: those that follow must not overtake them. */
  private readonly perKey = new Map<string, number>();
  /** The idempotency keys of those that have come since the start. */
  private readonly mine = new Map<string, string | undefined>();
  /** Events that were there at the start. */
  private leftover = 0;
  private readonly letters: DeadLetterForwarding;

  constructor(private readonly parts: SpillParts) {
    this.letters = new DeadLetterForwarding(parts.inbox.deadLetters, parts.forwardLetter);
  }

  /** Begins to give the store what an earlier run has left. */
  async start(): Promise<void> {
    const { inbox, target, storageChanged } = this.parts;
    let counted: () => void = () => undefined;
    const whenCounted = new Promise<void>((resolve) => (counted = resolve));
    await inbox.start({
      recipientsOf: () => [STORE],
      deliver: async (event) => {
        await whenCounted;
        await this.forward(event);
      },
      revive: (stored) => this.revive(stored),
      failed: () => undefined,
      unreadable: (event, reason) => target.unreadable(event, reason),
      storageChanged: (problem) => {
        storageChanged(problem);
        // What was held meanwhile is in the file now.
        if (problem === undefined) this.letters.begin();
      },
    });
    this.leftover = (await inbox.state()).pending;
    counted();
    this.letters.begin();
  }

  /** Whether an event must take this way although the store is there. */
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
    if (this.mine.size + this.leftover >= limit) throw new InboxFullError(spillFull(limit));
    this.count(event, 1);
    this.mine.set(event.id, event.idempotencyKey);
    try {
      return await inbox.append({ ...event, idempotencyKey: undefined });
    } catch (error) {
      this.forget(event);
      throw error;
    }
  }

  /** Keeps a callback that could not be used until the store is back. */
  async setAside(callback: UnusableCallback): Promise<void> {
    await this.parts.inbox.setAside(callback);
    this.letters.begin();
  }

  /** What it holds and how it is. */
  async state(): Promise<InboxState> {
    return this.parts.inbox.state();
  }

  /** Gives nothing to the store from now on. */
  async close(): Promise<void> {
    this.letters.stop();
    await this.parts.inbox.close();
  }

  /** Only its bytes go on: what this version of the app cannot read is no reason to keep it from the store. */
  private revive(stored: StoredEvent): AcceptedEvent {
    try {
      return this.parts.target.revive(stored);
    } catch {
      const event = { callbackCommand: stored.command };
      return { ...stored, idempotencyKey: undefined, body: {}, event, definition: undefined };
    }
  }

  /**
   * Waits for the store within the attempt: those that wait are as many as the inbox delivers side by side. Failed
   * attempts would be one a second and a write to the disk for each key.
   */
  private async forward(event: AcceptedEvent): Promise<void> {
    while (!(await this.tried(event))) await sleep(TRY_AGAIN, undefined, { ref: false });
    this.forget(event);
  }

  private async tried(event: AcceptedEvent): Promise<boolean> {
    try {
      const { mine } = this;
      const idempotencyKey = mine.has(event.id) ? mine.get(event.id) : event.idempotencyKey;
      await this.parts.forward({ ...event, idempotencyKey });
      return true;
    } catch (error) {
      if (error instanceof StoreAwayError) return false;
      throw error;
    }
  }

  private forget(event: AcceptedEvent): void {
    if (this.mine.delete(event.id)) this.count(event, -1);
    else if (this.leftover > 0) this.leftover--;
  }

  private count({ orderingKey }: AcceptedEvent, change: number): void {
    if (orderingKey === undefined) return;
    const count = (this.perKey.get(orderingKey) ?? 0) + change;
    if (count > 0) this.perKey.set(orderingKey, count);
    else this.perKey.delete(orderingKey);
  }
}

/** The state of an inbox whose store has a spill before it. */
export function withSpill(store: InboxState, spill: InboxState | undefined): InboxState {
  if (!spill) return store;
  return {
    healthy: store.healthy && spill.healthy,
    problem: bothProblems(store.problem, spill.problem),
    pending: store.pending + spill.pending,
    oldestAge: Math.max(store.oldestAge, spill.oldestAge),
    held: store.held + spill.held,
    deadLetters: store.deadLetters + spill.deadLetters,
  };
}

/** What is wrong with a store and its spill; undefined when both are well. */
export const bothProblems = (store: string | undefined, spill: string | undefined): string | undefined =>
  store !== undefined && spill !== undefined ? `${store}; ${spill}` : (store ?? spill);
