import type { CommandKey } from '../contract/commands.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { Definition } from '../contract/definitions.js';

/**
 * The key by which a repetition of an event is told, for the commands whose repetitions are to be suppressed.
 *
 * @param suppressed those commands
 */
export function duplicateKey(
  definition: Definition | undefined,
  event: OpenImEvent,
  suppressed: ReadonlySet<CommandKey>,
): string | undefined {
  if (!definition || !suppressed.has(definition.key)) return undefined;
  const key = definition.idempotencyKey?.(event);
  return key === undefined ? undefined : `${definition.key}:${key}`;
}
