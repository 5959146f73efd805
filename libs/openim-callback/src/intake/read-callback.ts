import { findCommand } from '../contract/aliases.js';
import type { CommandKey } from '../contract/commands.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { Definition } from '../contract/definitions.js';
import { readEvent } from '../contract/read-event.js';
import type { AcceptedEvent, CallbackFacts, StoredEvent } from '../delivery/accepted-event.js';
import { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';
import type { ReadableBody } from './parse-body.js';
import type { RequestHead } from './request.js';

/** What is known of a callback when it arrives, or of a stored one. */
type ReceivedFacts = CallbackFacts & Pick<StoredEvent, 'recipients'>;

/**
 * Makes the record of a callback out of its body, older names and shapes included: when it arrives, and again
 * when it is read back from storage.
 *
 * @param suppressed the commands whose repeated events are suppressed
 * @throws {InvalidEventError} when a field is of the wrong type
 */
export function readCallback(
  { id, operationID, receivedAt, query, raw, trace, recipients }: ReceivedFacts,
  { command, body }: ReadableBody,
  suppressed: ReadonlySet<CommandKey>,
): AcceptedEvent {
  const known = findCommand(command);
  const definition = known?.definition;
  const event = definition
    ? readEvent(definition.event, known.alias?.upgrade(body) ?? body)
    : new UnknownCallbackEvent(command, body);
  return {
    id,
    command,
    operationID,
    receivedAt,
    query,
    raw,
    trace,
    body,
    event,
    definition,
    orderingKey: definition?.orderingKey?.(event),
    recipients,
    idempotencyKey:
      definition && suppressed.has(definition.key) ? repetitionKey(definition, event) : undefined,
  };
}

const NO_FACTS: CallbackFacts = { id: '', operationID: '', receivedAt: 0, query: '', raw: Buffer.alloc(0) };

/**
 * The event that a parsed body holds.
 *
 * @throws {InvalidEventError} when a field is of the wrong type
 */
export const toEvent = (command: string, body: Readonly<Record<string, unknown>>): OpenImEvent =>
  readCallback(NO_FACTS, { command, body }, new Set()).event;

/** OpenIM's operation id, from the header or else the body; `''` when neither has it. */
export function operationIDOf(
  headers: RequestHead['headers'],
  body: Readonly<Record<string, unknown>> | undefined,
): string {
  const header = headers['operationid'];
  const operationID = typeof header === 'string' && header !== '' ? header : body?.['operationID'];
  return typeof operationID === 'string' ? operationID : '';
}

function repetitionKey(definition: Definition, event: OpenImEvent): string | undefined {
  const key = definition.idempotencyKey?.(event);
  return key === undefined ? undefined : `${definition.key}:${key}`;
}
