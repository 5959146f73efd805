import type { Definition } from '../contract/definitions.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { AcceptedEvent } from '../delivery/accepted-event.js';
import { isPromise } from '../listeners/settle.js';
import type { CallbackFacts } from './callback-facts.js';
import type { IntakeParts } from './intake-parts.js';

/**
 * Puts an event into the inbox; when this returns, or its promise resolves, OpenIM may be told that it was
 * accepted. An event that nobody listens to is let go.
 *
 * @throws {InboxFullError} or whatever else kept the inbox from taking it
 */
export function acceptAfter(
  { registry, inbox }: IntakeParts,
  definition: Definition | undefined,
  event: OpenImEvent,
  facts: CallbackFacts,
): void | Promise<void> {
  if (registry.observing(event.callbackCommand).length === 0) return undefined;
  const accepted: AcceptedEvent = { ...facts, event, orderingKey: definition?.orderingKey?.(event) };
  const stored = inbox.append(accepted);
  return isPromise(stored) ? stored : undefined;
}
