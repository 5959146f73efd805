import type { AcceptedEvent } from './accepted-event.js';
import type { BoundListener } from '../listeners/bound-listener.js';
import type { CallbackContext } from '../listeners/callback-context.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import { settle } from '../listeners/settle.js';
import type { Deliver } from './inbox.js';

/** What a delivery needs beside the listeners. */
export interface DeliveryParts {
  readonly registry: ListenerRegistry;
  readonly contextOf: (event: AcceptedEvent) => CallbackContext;
  readonly onError: (listener: BoundListener, context: CallbackContext, error: unknown) => void;
}

/**
 * Hands an event to every listener of its command, one after the other in order. What one throws is reported
 * and keeps no other from its turn.
 */
export const createDeliver =
  ({ registry, contextOf, onError }: DeliveryParts): Deliver =>
  async (accepted) => {
    const context = contextOf(accepted);
    for (const listener of registry.observing(accepted.event.callbackCommand)) {
      try {
        await settle(listener.call(accepted.event, context));
      } catch (error) {
        onError(listener, context, error);
      }
    }
  };
