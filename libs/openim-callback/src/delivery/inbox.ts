import type { AcceptedEvent, UnusableCallback } from './accepted-event.js';
import type { DeadLetters } from './dead-letters.js';
import type { DeliveryTarget } from './delivery-target.js';
import type { PendingListener } from './scheduler/queued-event.js';

/** What was left when an inbox was drained. */
export interface DrainReport {
  /**
   * Accepted events that are neither delivered nor anywhere but in this process's memory: they are lost when the
   * inbox is closed. Not those that a durable inbox has stored, which are delivered after the next start.
   */
  readonly undelivered: number;
}

/** How safe an appended event is: stored as the inbox promises, or held in memory until its storage is back. */
export type Appended = 'stored' | 'held';

/** What an inbox holds and how it is. */
export interface InboxState {
  /** Whether what is accepted now is as safe as the inbox promises. */
  readonly healthy: boolean;
  /** What is wrong and what to do about it; undefined when healthy. */
  readonly problem: string | undefined;
  /** Events accepted and not yet settled. */
  readonly pending: number;
  /** Milliseconds since the oldest of them was received; 0 when there is none. */
  readonly oldestAge: number;
  /** Events among them that are held in memory because storage fails. */
  readonly held: number;
  readonly deadLetters: number;
}

/** An accepted event that is not settled yet. */
export interface WaitingEvent {
  readonly id: string;
  /** The command's wire name as it arrived. */
  readonly command: string;
  readonly receivedAt: number;
  readonly orderingKey: string | undefined;
  /** The listeners that are left, with their attempts; undefined for all that the app has. */
  readonly pending: readonly PendingListener[] | undefined;
}

/** What an inbox does in a process: takes events, delivers them, or both. */
export type InboxRole = 'both' | 'receive' | 'deliver';

/** The app that starts an inbox. */
export interface StartOptions {
  /** Whether it serves requests, which a script with `NestFactory.createApplicationContext()` does not. @default true */
  readonly serving?: boolean;
}

/**
 * Whether an inbox delivers. What serves no requests does not unless it was asked to: a script on the storage of an
 * app must not take its events.
 */
export const delivers = (role: InboxRole | undefined, { serving = true }: StartOptions = {}): boolean =>
  role === undefined ? serving : role !== 'receive';

/**
 * Where accepted after events wait for their listeners. OpenIM gets its answer when `append` has settled, so
 * it is the place to make an event survive what the process may not.
 */
export interface Inbox {
  /**
   * Opens the storage and starts delivering. Called once, when the app's listeners are known.
   *
   * @throws {InboxInUseError} for an inbox that was started before: see {@link SingleUse}
   */
  start(target: DeliveryTarget, options?: StartOptions): void | Promise<void>;
  /**
   * Takes an event; when it returns, or its promise resolves, the event is as safe as the result says.
   *
   * @throws {InboxFullError} when there is no room; OpenIM is told that the event was not accepted
   */
  append(event: AcceptedEvent): Appended | Promise<Appended>;
  /** Keeps a callback that could not be used, as a dead letter. */
  setAside(callback: UnusableCallback): void | Promise<void>;
  /**
   * Ends what runs, and where memory is all there is what waits too, within that many milliseconds; what is held
   * because storage fails is tried again meanwhile, at least once. Still accepts meanwhile.
   */
  drain(milliseconds: number): Promise<DrainReport>;
  /** Accepts nothing from now on, delivers nothing and lets go of what it holds. */
  close(): void | Promise<void>;
  /** What could not be delivered. */
  readonly deadLetters: DeadLetters;
  /** What it holds and how it is. */
  state(): InboxState | Promise<InboxState>;
  /**
   * The oldest of the events that wait, at most so many, those of all processes that share the storage; quickly,
   * whatever waits behind them. An inbox that cannot tell leaves it out.
   */
  waiting?(limit: number): readonly WaitingEvent[] | Promise<readonly WaitingEvent[]>;
}

/** An inbox has no room, or is closed. The event was not accepted. */
export class InboxFullError extends Error {
  override readonly name = 'InboxFullError';
}

/** An inbox belongs to one app, from its start to its end, and was given to another. It is not to be closed by that. */
export class InboxInUseError extends Error {
  override readonly name = 'InboxInUseError';
}

/** Keeps an inbox from being started twice: one app's events would reach the other's listeners. */
export class SingleUse {
  private began = false;
  private ended = false;

  /** @param inbox what makes it, for the error: `memoryInbox` */
  constructor(private readonly inbox: string) {}

  /** @throws {InboxInUseError} when it has begun before */
  begin(): void {
    if (this.began || this.ended) {
      const why = this.ended ? 'was closed, with the app that used it' : 'is in use by another app';
      throw new InboxInUseError(
        `this ${this.inbox} ${why}: give each app one of its own, with inbox: () => ${this.inbox}(...)`,
      );
    }
    this.began = true;
  }

  /** Returns whether there is something to end: it has begun, and was not ended before. */
  end(): boolean {
    const { isActive } = this;
    this.ended = true;
    return isActive;
  }

  /** Whether it has begun and not ended. */
  get isActive(): boolean {
    return this.began && !this.ended;
  }
}
