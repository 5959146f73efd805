import type { AcceptedEvent, UnusableCallback } from './accepted-event.js';

/** Hands an event to its listeners. Never rejects: what a listener throws is reported elsewhere. */
export type Deliver = (event: AcceptedEvent) => Promise<void>;

/** What was left when an inbox was closed. */
export interface DrainReport {
  /** Events that were accepted and not delivered. In a durable inbox they are delivered after the next start. */
  readonly undelivered: number;
}

/**
 * Where accepted after events wait for their listeners. OpenIM gets its answer when `append` has settled, so
 * it is the place to make an event survive what the process may not.
 */
export interface Inbox {
  /** Starts delivering. Called once, when the app's listeners are known. */
  start(deliver: Deliver): void | Promise<void>;
  /**
   * Takes an event; when it returns, or its promise resolves, the event is as safe as this inbox makes it.
   *
   * @throws {InboxFullError} when there is no room; OpenIM is told that the event was not accepted
   */
  append(event: AcceptedEvent): void | Promise<void>;
  /** Keeps a callback that could not be used. */
  setAside(callback: UnusableCallback): void | Promise<void>;
  /** Waits until everything accepted was delivered, at most that many milliseconds. Still accepts meanwhile. */
  drain(milliseconds: number): Promise<DrainReport>;
  /** Accepts nothing from now on, delivers nothing new and lets go of what it holds. */
  close(): void | Promise<void>;
}

/** An inbox has no room, or is closed. The event was not accepted. */
export class InboxFullError extends Error {
  override readonly name = 'InboxFullError';
}
