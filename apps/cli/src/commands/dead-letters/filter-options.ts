import { Option, type Command } from 'commander';
import type { DeadLetter, DeadLetterFilter } from 'nestjs-openim-callback/dead-letters';
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
export function givenFilter(options: FilterOptions): DeadLetterFilter | undefined {
  const { id: ids, command, listener, reason, kind, since, until } = options;
  const filter = { ids, command, listener, reason, kind, since, until };
  return Object.values(filter).some((value) => value !== undefined) ? filter : undefined;
}
