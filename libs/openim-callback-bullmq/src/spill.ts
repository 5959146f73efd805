import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AcceptedEvent,
  type Appended,
  type DeadLetter,
  type DeliveryTarget,
  type Inbox,
  InboxFullError,
  type InboxState,
  type Recipient,
  type StoredEvent,
  type UnusableCallback,
} from 'nestjs-openim-callback/inbox';
import { EngineAwayError } from './append-queue.js';
import { LetterForwarding, TRY_AGAIN } from './letter-forwarding.js';

/** What the spill works with. */
export interface SpillParts {
  readonly inbox: Inbox;
  readonly target: DeliveryTarget;
  /** Stores an event on the engine; rejects with {@link EngineAwayError} while that is away. */
  readonly forward: (event: AcceptedEvent) => Promise<unknown>;
  /** Stores a dead letter on the engine; rejects while that is away. */
  readonly forwardLetter: (letter: DeadLetter) => Promise<unknown>;
  /** Told when the spill's own storage begins to fail or is back. */
  readonly storageChanged: (problem: string | undefined) => void;
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

/**
 * A local inbox whose one listener is the engine: it holds what the engine cannot take, tries again, and keeps the
 * order of each key, as every inbox does.
 */
export class Spill {
  /** Events of each key that the engine does not have yet: those that follow must not overtake them. */
  private readonly perKey = new Map<string, number>();
  /** The idempotency keys of those that have come since the start. */
  private readonly mine = new Map<string, string | undefined>();
  /** Events that were there at the start. */
  private leftover = 0;
  private readonly letters: LetterForwarding;

  constructor(private readonly parts: SpillParts) {
    this.letters = new LetterForwarding(parts.inbox.deadLetters, parts.forwardLetter);
  }

  /** Begins to give the engine what an earlier run has left. */
  async start(): Promise<void> {
    const { inbox, target, storageChanged } = this.parts;
    let counted: () => void = () => undefined;
    const whenCounted = new Promise<void>((resolve) => (counted = resolve));
    await inbox.start({
      recipientsOf: () => [ENGINE],
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
    this.letters.begin();
  }

  /** What it holds and how it is. */
  async state(): Promise<InboxState> {
    return this.parts.inbox.state();
  }

  /** Gives nothing to the engine from now on. */
  async close(): Promise<void> {
    this.letters.stop();
    await this.parts.inbox.close();
  }

  /** Only its bytes go on: what this version of the app cannot read is no reason to keep it from the engine. */
  private revive(stored: StoredEvent): AcceptedEvent {
    try {
      return this.parts.target.revive(stored);
    } catch {
      const event = { callbackCommand: stored.command };
      return { ...stored, idempotencyKey: undefined, body: {}, event, definition: undefined };
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
      const { mine } = this;
      const idempotencyKey = mine.has(event.id) ? mine.get(event.id) : event.idempotencyKey;
      await this.parts.forward({ ...event, idempotencyKey });
      return true;
    } catch (error) {
      if (error instanceof EngineAwayError) return false;
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
