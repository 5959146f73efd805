import type { WireCommand } from './wire-command.js';
import { wireCommands } from './wire-commands.js';

const byName: ReadonlyMap<string, WireCommand> = new Map(
  wireCommands.flatMap((row) => [
    [row.command, row],
    [row.key, row],
  ]),
);

/**
 * Finds a command by its wire name or by its `webhooks.yml` key, both in OpenIM's exact spelling.
 *
 * @example
 * findCommand('afterRevokeMsg')?.command; // 'callbackBeforeAfterMsgCommand'
 */
export function findCommand(commandOrKey: string): WireCommand | undefined {
  return byName.get(commandOrKey);
}
