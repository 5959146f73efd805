import { findCommand, wireCommands, type WireCommand } from 'openim-sender';
import { UsageError } from '../command-line.js';
import { suggest } from '../output/suggest.js';

/**
 * The command of that name.
 *
 * @throws {UsageError} with the nearest names, when OpenIM has no such command
 */
export function resolveCommand(name: string): WireCommand {
  const row = findCommand(name);
  if (row !== undefined) return row;
  // Whoever writes a name of the wire is not helped with keys.
  const spelling = /^callback/i.test(name) ? 'command' : 'key';
  const names = suggest(
    name,
    wireCommands.map((candidate) => candidate[spelling]),
  );
  const hint = names.length > 0 ? `Did you mean ${names.join(', ')}?` : 'See: openim-callback list';
  throw new UsageError(`OpenIM has no callback "${name}". ${hint}`);
}
