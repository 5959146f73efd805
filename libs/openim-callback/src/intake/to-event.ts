import { findAlias } from '../contract/aliases.js';
import type { OpenImEvent } from '../contract/definition.js';
import { findDefinition } from '../contract/definitions.js';
import { readEvent } from '../contract/read-event.js';
import { UnknownCallbackEvent } from '../listeners/unknown-callback.event.js';

/**
 * The event that a parsed body holds, older names and shapes included.
 *
 * @throws {InvalidEventError} when a field is of the wrong type
 */
export function toEvent(command: string, body: Readonly<Record<string, unknown>>): OpenImEvent {
  const alias = findAlias(command);
  const definition = findDefinition(alias?.command ?? command);
  if (!definition) return new UnknownCallbackEvent(command, body);
  return readEvent(definition.event, alias?.upgrade(body) ?? body);
}
