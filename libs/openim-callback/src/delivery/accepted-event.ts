import type { OpenImEvent } from '../contract/definition.js';
import type { Definition } from '../contract/definitions.js';

/** What is known of every callback, whatever becomes of it. */
export interface CallbackFacts {
  /** Unique; the same on every attempt and after a restart. */
  readonly id: string;
  /** OpenIM's operation id, `''` when there was none. */
  readonly operationID: string;
  /** When it was received, in unix milliseconds. */
  readonly receivedAt: number;
  /** The query string of the request, without `?`. */
  readonly query: string;
  /** The body as received. */
  readonly raw: Buffer;
  /** The trace that the callback belongs to, as the tracing wrote it; absent when there is none. */
  readonly trace?: string;
}

/** An event as an inbox stores it: everything that is needed to deliver it after a restart. */
export interface StoredEvent extends CallbackFacts {
  /** The command's wire name as it arrived. */
  readonly command: string;
  /** Events of one key are delivered one at a time in order of arrival; none means in any order. */
  readonly orderingKey: string | undefined;
  /**
   * The names of the listeners that it is for, when a filter was asked; absent for all that the app has when it is
   * delivered.
   */
  readonly recipients?: readonly string[];
}

/**
 * The record of a callback that could be read. The intake makes it once; an inbox stores it, the contexts of its
 * listeners wrap it.
 */
export interface AcceptedEvent extends StoredEvent {
  /** What tells a repeated event from a new one; undefined when repetitions are not to be suppressed. */
  readonly idempotencyKey: string | undefined;
  /** The parsed body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The event itself. */
  readonly event: OpenImEvent;
  /** What the contract says of its command; undefined for one that this version does not know. */
  readonly definition: Definition | undefined;
}

/** A callback that could not be used, kept so that an operator can look at it and send it again. */
export interface UnusableCallback extends CallbackFacts {
  /** The command, as far as it could be made out. */
  readonly command: string | undefined;
  /** Why it could not be used; holds no values of the callback. */
  readonly reason: string;
  /** The request's headers without those that hold credentials. */
  readonly headers: Readonly<Record<string, string>>;
}
