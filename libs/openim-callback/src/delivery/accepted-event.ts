import type { OpenImEvent } from '../contract/definition.js';

/** An after event as an inbox stores it: everything that is needed to deliver it after a restart. */
export interface StoredEvent {
  /** Unique; the same on every attempt and after a restart. */
  readonly id: string;
  /** The command's wire name as it arrived. */
  readonly command: string;
  /** OpenIM's operation id, `''` when there was none. */
  readonly operationID: string;
  /** Events of one key are delivered one at a time in order of arrival; none means in any order. */
  readonly orderingKey: string | undefined;
  /** When it was received, in unix milliseconds. */
  readonly receivedAt: number;
  /** The query string of the request, without `?`. */
  readonly query: string;
  /** The body as received. */
  readonly raw: Buffer;
  /** The trace that its callback belongs to, as the tracing wrote it; absent when there is none. */
  readonly trace?: string;
}

/** An after event on its way from acceptance to its listeners. */
export interface AcceptedEvent extends StoredEvent {
  /** What tells a repeated event from a new one; undefined when repetitions are not to be suppressed. */
  readonly idempotencyKey: string | undefined;
  /** The parsed body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The event itself. */
  readonly event: OpenImEvent;
}

/** A callback that could not be used, kept so that an operator can look at it and send it again. */
export interface UnusableCallback {
  readonly id: string;
  /** When it was received, in unix milliseconds. */
  readonly receivedAt: number;
  /** The command, as far as it could be made out. */
  readonly command: string | undefined;
  readonly operationID: string;
  /** Why it could not be used; holds no values of the callback. */
  readonly reason: string;
  /** The query string of the request, without `?`. */
  readonly query: string;
  /** The request's headers without those that hold credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as received. */
  readonly raw: Buffer;
}
