import type { Header } from './headers.js';

/** A callback as it goes over the wire. */
export interface CallbackRequest {
  readonly method: 'POST';
  /** What OpenIM concatenates, logs and, on a network failure, shows to REST callers, password included. */
  readonly url: string;
  /** The path and query in the request line. */
  readonly target: string;
  /** In the order and spelling of the wire. */
  readonly headers: readonly Header[];
  readonly body: Buffer;
}
