import type { CommandKey } from '../contract/commands.js';
import type { Definition } from '../contract/definitions.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { Appended } from '../delivery/inbox.js';
import type { CallbackFacts } from './callback-facts.js';
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
    idempotencyKey: keyOf(definition, event, suppressed),
  });
}

/** The key by which a repetition is told, for the commands whose repetitions are to be suppressed. */
function keyOf(
  definition: Definition | undefined,
  event: OpenImEvent,
  suppressed: ReadonlySet<CommandKey>,
): string | undefined {
  if (!definition || !suppressed.has(definition.key)) return undefined;
  const key = definition.idempotencyKey?.(event);
  return key === undefined ? undefined : `${definition.key}:${key}`;
}
