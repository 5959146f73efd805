import { registerConfig } from './config/register-config.js';
import { registerDeadLetters } from './dead-letters/register-dead-letters.js';
import { registerDoctor } from './doctor/register-doctor.js';
import { registerList } from './list.js';
import type { RegisterCommand } from './register-command.js';
import { registerTrigger } from './trigger/register-trigger.js';

/** All commands, in the order of the help. A new command is added here and nowhere else. */
export const commands: readonly RegisterCommand[] = [
  registerTrigger,
  registerList,
  registerConfig,
  registerDoctor,
  registerDeadLetters,
];
