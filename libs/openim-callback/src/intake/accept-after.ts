import type { Definition } from '../contract/definitions.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { Appended } from '../delivery/inbox.js';
import type { CallbackFacts } from './callback-facts.js';
import { duplicateKey } from './duplicate-key.js';
import type { IntakeParts } from './intake-parts.js';

/**
 * Puts an event into the inbox; when this returns, or its promise resolves, OpenIM may be told that it was
 * accepted. An event that nobody listens to is let go.
 *
 * @throws {InboxFullError} or whatever else kept the inbox from taking it
 */
export function acceptAfter(
  { registry, inbox, suppressed }: IntakeParts,
  definition: Definition | undefined,
  event: OpenImEvent,
  facts: CallbackFacts,
): Appended | Promise<Appended> {
  if (registry.observing(event.callbackCommand).length === 0) return 'stored';
  const { id, command, operationID, receivedAt, query, raw, body, trace } = facts;
  return inbox.append({
    id,
    command,
    operationID,
    receivedAt,
    query,
    raw,
    body,
    trace,
    event,
    orderingKey: definition?.orderingKey?.(event),
    idempotencyKey: duplicateKey(definition, event, suppressed),
  });
}
