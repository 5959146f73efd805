import type { OpenImEvent } from '../contract/definition.js';
import type { CallbackContext } from '../listeners/callback-context.js';

/** A callback as it is emitted by the service's streams. */
export interface ReceivedCallback<E extends OpenImEvent = OpenImEvent> {
  readonly event: E;
  readonly context: CallbackContext;
}
