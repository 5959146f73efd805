import { conversationCommands } from './conversation-commands.js';
import { friendCommands } from './friend-commands.js';
import { groupCommands } from './group-commands.js';
import { messageCommands } from './message-commands.js';
import { presenceCommands } from './presence-commands.js';
import { userCommands } from './user-commands.js';
import type { WireCommand } from './wire-command.js';

/** All callback commands of open-im-server's main branch (7848d7c, 2026-07-02). */
export const wireCommands: readonly WireCommand[] = [
  ...messageCommands,
  ...presenceCommands,
  ...friendCommands,
  ...groupCommands,
  ...userCommands,
  ...conversationCommands,
];

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

/** Thrown where a known command is needed and the given name is not one. */
export class UnknownCommandError extends Error {
  override readonly name = 'UnknownCommandError';

  constructor(readonly commandOrKey: string) {
    super(`OpenIM has no callback command or webhooks.yml key "${commandOrKey}"`);
  }
}
