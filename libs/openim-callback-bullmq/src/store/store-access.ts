import { setTimeout as sleep } from 'node:timers/promises';
import { closed as closedText } from '../messages.js';
import type { ConnectionWatcher, QueueStore } from './queue-store.js';
import type { StoreProblems } from './store-problems.js';
import { messageOf, NoAnswerError, within } from './within.js';

/** What a server says to who it will not take, and to settings that it cannot have: waiting resolves none of it. */
const HOPELESS = /\b(WRONGPASS|NOAUTH|NOPERM|invalid DB index|DB index is out of range)\b/;
/** The same by PostgreSQL's SQLSTATE: invalid authorization, no such database. */
const HOPELESS_CODE = /^(28|3D)/;
/** Milliseconds until a store that is away is looked for again. */
const LOOK_AGAIN = 500;

/** What the access works with. */
export interface StoreAccessParts {
  /** Connects, whether the store is there or not; rejects for what waiting does not resolve. */
  readonly connect: (watcher: ConnectionWatcher) => Promise<QueueStore>;
  readonly problems: StoreProblems;
  /** Milliseconds to wait for the store. */
  readonly timeout: number;
  /** What to say of a store that is away. */
  readonly awayText: (error: unknown, wasThere: boolean) => string;
}

/** The way to a store: connects, prepares it once it is there, and notes why it cannot be used. */
export class StoreAccess {
  private connecting: Promise<QueueStore> | undefined;
  private opening: Promise<QueueStore> | undefined;
  private open: QueueStore | undefined;
  private closed = false;
  private giveUp: (error: Error) => void = () => undefined;
  /** Rejects when waiting for the store is of no use. */
  readonly hopeless = new Promise<never>((_, reject) => (this.giveUp = reject));

  constructor(private readonly parts: StoreAccessParts) {
    this.hopeless.catch(() => undefined);
  }

  /**
   * Connects, whether the store is there or not.
   *
   * @throws {Error} for a missing package, and for options that the store cannot have
   */
  async connect(): Promise<void> {
    await this.connected();
  }

  /** The store, once it is there. */
  opened(): Promise<QueueStore> {
    this.opening ??= this.prepared();
    return this.opening;
  }

  /**
   * The store, for what somebody waits for.
   *
   * @throws {Error} when it is not there in time
   */
  store(): Promise<QueueStore> {
    return within(this.parts.timeout, this.opened());
  }

  /**
   * Waits for what is done as soon as the store is there.
   *
   * @throws {Error} what it rejects with, or the reason why the store is not there in time or never will be
   */
  async within(milliseconds: number, work: Promise<unknown>): Promise<void> {
    try {
      await within(milliseconds, Promise.race([work, this.hopeless]));
    } catch (error) {
      throw error instanceof NoAnswerError ? this.explain(error) : error;
    }
  }

  /** What to say of a store with which something has failed. */
  textOf(error: unknown): string {
    return this.parts.awayText(error, this.open !== undefined);
  }

  /** The reason why something has failed, where the error itself tells only that it has. */
  explain(error: unknown): unknown {
    const { current } = this.parts.problems;
    return current === undefined ? error : new Error(current, { cause: error });
  }

  /** Lets go of the connections. */
  async close(): Promise<void> {
    this.closed = true;
    const store = await this.connecting?.catch(() => undefined);
    await store?.close();
    await this.opening?.catch(() => undefined);
  }

  private connected(): Promise<QueueStore> {
    this.connecting ??= this.parts.connect({
      away: (error) => this.failed('connection', error),
      back: () => {
        this.parts.problems.resolved('connection');
        // A store that has lost its data has lost this too; what fails is done when it is back the next time.
        void this.open?.prepare().catch(() => undefined);
      },
    });
    return this.connecting;
  }

  private async prepared(): Promise<QueueStore> {
    const store = await this.connected();
    while (!this.closed) {
      try {
        await store.prepare();
        this.open = store;
        this.parts.problems.resolved('opening');
        return store;
      } catch (error) {
        this.failed('opening', error);
        await sleep(LOOK_AGAIN);
      }
    }
    throw new Error(closedText);
  }

  private failed(who: 'connection' | 'opening', error: unknown): void {
    if (this.closed) return;
    const text = this.textOf(error);
    this.parts.problems.notice(who, text);
    if (isHopeless(error)) this.giveUp(new Error(text, { cause: error }));
  }
}

const isHopeless = (error: unknown): boolean =>
  HOPELESS.test(messageOf(error)) || HOPELESS_CODE.test(String((Object(error) as { code?: unknown }).code));
