import { conversationCommands } from './conversation-commands.js';
import { friendCommands } from './friend-commands.js';
import { groupCommands } from './group-commands.js';
import { messageCommands } from './message-commands.js';
import { presenceCommands } from './presence-commands.js';
import { userCommands } from './user-commands.js';
import type { WireCommand } from './wire-command.js';

/**
 * All 52 callback commands of open-im-server's main branch (7848d7c, 2026-07-02), 47 of which are in release
 * v3.8.3-patch.16 and 51 of which the server ever sends.
 */
export const wireCommands: readonly WireCommand[] = [
  ...messageCommands,
  ...presenceCommands,
  ...friendCommands,
  ...groupCommands,
  ...userCommands,
  ...conversationCommands,
];
