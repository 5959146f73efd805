import type { DeadLetterFilter } from 'nestjs-openim-callback/dead-letters';
import { findCommand } from 'openim-sender';
import type { Io } from '../../io.js';
import { UsageError } from '../../usage-error.js';
import { resolveCommand } from '../resolve-command.js';
import { givenFilter, type FilterOptions } from './filter-options.js';

/**
 * What the filters mean; nothing in particular when there are none.
 *
 * @throws {UsageError} when they can match nothing
 */
export function readFilter(options: FilterOptions, io: Pick<Io, 'stderr'>): DeadLetterFilter {
  const filter = givenFilter(options) ?? {};
  const { since, until, command, reason } = filter;
  if (since !== undefined && until !== undefined && since >= until) {
    throw new UsageError('--since must be before --until');
  }
  // Any reason contains it: that would be --all, unsaid.
  if (reason === '') throw new UsageError('--reason must not be empty');
  return command === undefined ? filter : { ...filter, command: wireName(command, io) };
}

/**
 * The same for commands that change something: they need a filter, or to be told that all are meant.
 *
 * @throws {UsageError} when it is not clear what is meant
 */
export function readFilterOrAll(
  options: FilterOptions & { readonly all?: true },
  io: Pick<Io, 'stderr'>,
): DeadLetterFilter {
  const filtered = givenFilter(options) !== undefined;
  if (options.all && filtered) throw new UsageError('--all goes with no filter');
  if (!options.all && !filtered) throw new UsageError('say which: give a filter like --listener, or --all');
  return readFilter(options, io);
}

// Dead letters may be of callbacks that no OpenIM has, so these are no mistake for sure.
function wireName(name: string, { stderr }: Pick<Io, 'stderr'>): string {
  const known = findCommand(name);
  if (known !== undefined) return known.command;
  try {
    return resolveCommand(name).command;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr.write(`warning: ${error.message}\n`);
    return name;
  }
}
