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
