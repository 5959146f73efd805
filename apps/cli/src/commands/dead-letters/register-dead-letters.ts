import type { RegisterCommand } from '../../command-line.js';
import { GROUP_HELP } from './help.js';
import { registerListDeadLetters } from './list-dead-letters.js';
import { registerPurge } from './purge.js';
import { registerRedrive } from './redrive.js';
import { registerReplay } from './replay.js';
import { registerShow } from './show.js';

/** The subcommands of `dead-letters`, in the order of the help. */
const subcommands: readonly RegisterCommand[] = [
  registerListDeadLetters,
  registerShow,
  registerRedrive,
  registerReplay,
  registerPurge,
];

/** `openim-callback dead-letters`: looks after what an app's inbox could not deliver. */
export const registerDeadLetters: RegisterCommand = (program, io, finish) => {
  const group = program
    .command('dead-letters')
    .description("look at what an app's inbox could not deliver, send it again or delete it")
    .addHelpText('after', GROUP_HELP);
  for (const register of subcommands) register(group, io, finish);
};
