import type { OpenImEvent } from '../contract/definition.js';

/** An after event on its way from acceptance to its listeners: everything an inbox has to store. */
export interface AcceptedEvent {
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
  /** The parsed body. An inbox that stores events leaves it out and parses `raw` again. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The event itself. An inbox that stores events leaves it out and reads `raw` again. */
  readonly event: OpenImEvent;
}

/** A callback that could not be used, kept so that an operator can look at it and send it again. */
export interface UnusableCallback {
  readonly id: string;
  /** When it was received, in unix milliseconds. */
  readonly receivedAt: number;
  /** The command, as far as it could be made out. */
  readonly command: string | undefined;
  /** Why it could not be used; holds no values of the callback. */
  readonly reason: string;
  /** The request's path below the base and its query string; secrets are not part of it. */
  readonly target: string;
  /** The request's headers without those that hold credentials. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as received. */
  readonly raw: Buffer;
}
