import { Option, type Command } from 'commander';
import type { DeadLetter, DeadLetterFilter } from 'nestjs-openim-callback/dead-letters';
import { findCommand } from 'openim-sender';
import { UsageError } from '../../command-line.js';
import type { Io } from '../../io.js';
import { resolveCommand } from '../resolve-command.js';
import { pastTime } from './past-time.js';

/** The options that say which dead letters are meant. */
export interface FilterOptions {
  readonly id?: readonly string[];
  readonly command?: string;
  readonly listener?: string;
  readonly reason?: string;
  readonly kind?: DeadLetter['kind'];
  readonly since?: number;
  readonly until?: number;
}

/** Adds the filters. */
export function addFilterOptions(command: Command): Command {
  // The second argument of a reader is the earlier value, not the time.
  const time = (text: string): number => pastTime(text);
  return command
    .option('--id <id...>', 'those with these ids')
    .option('--command <command>', 'those of a callback: its name on the wire or its key in webhooks.yml')
    .option('--listener <name>', 'those that this listener gave up')
    .option('--reason <text>', 'those with this text in their reason')
    .addOption(
      new Option('--kind <kind>', 'those that a listener gave up, or that could not be read').choices([
        'undelivered',
        'unusable',
      ]),
    )
    .option('--since <time>', 'those given up at that time or later', time)
    .option('--until <time>', 'those given up before that time', time);
}

/** The filters that were given, or undefined for none. */
function givenFilter(options: FilterOptions): DeadLetterFilter | undefined {
  const { id: ids, command, listener, reason, kind, since, until } = options;
  const filter = { ids, command, listener, reason, kind, since, until };
  return Object.values(filter).some((value) => value !== undefined) ? filter : undefined;
}

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
