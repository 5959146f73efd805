import { findCommand } from '../commands/find-command.js';
import { networkError } from './error-codes.js';
import type { Outcome } from './outcome.js';
import { shownToUser } from './shown-to-user.js';

/**
 * What OpenIM makes of a callback it got no whole answer to. The detail repeats the full URL, password and
 * secret path included, and REST callers see it: so does open-im-server.
 */
export function networkOutcome(command: string, url: string, cause: string): Outcome {
  const row = findCommand(command);
  const detail = `${cause}, post url=${url}`;
  if (row?.phase === 'after') return { kind: 'reported', delivered: false, readable: false, detail };
  const error = { ...networkError, detail };
  return {
    kind: 'refused',
    ...error,
    reason: 'network',
    shownToUser: shownToUser(row?.refusalSeenBy ?? 'caller', error),
  };
}
