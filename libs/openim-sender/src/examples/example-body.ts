import { findCommand, UnknownCommandError } from '../commands/wire-commands.js';
import { bodyIn, type Edition } from '../enterprise/edition.js';
import { conversationExamples } from './conversation-examples.js';
import type { Examples } from './cast.js';
import { friendExamples } from './friend-examples.js';
import { groupExamples } from './group-examples.js';
import { groupInfoExamples } from './group-info-examples.js';
import { messageExamples } from './message-examples.js';
import { presenceExamples } from './presence-examples.js';
import { userExamples } from './user-examples.js';

const examples: Examples = {
  ...messageExamples,
  ...presenceExamples,
  ...friendExamples,
  ...groupExamples,
  ...groupInfoExamples,
  ...userExamples,
  ...conversationExamples,
};

/**
 * A complete body of the command as open-im-server's main branch writes it: every field in wire spelling and
 * order, null where a Go slice or pointer usually is nil. All bodies tell of the same users, group and
 * conversations. Each call gives a fresh copy, to be changed freely.
 *
 * @param edition `enterprise` for the spelling and the fields that the documentation of that edition has
 *
 * @throws {UnknownCommandError} when the name is neither a wire command nor a `webhooks.yml` key
 */
export function exampleBody(commandOrKey: string, edition: Edition = 'open'): Record<string, unknown> {
  const command = findCommand(commandOrKey)?.command ?? '';
  const example = examples[command];
  if (example === undefined) throw new UnknownCommandError(commandOrKey);
  return structuredClone(bodyIn(edition, command, example));
}
