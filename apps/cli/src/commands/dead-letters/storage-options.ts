import { Option, type Command } from 'commander';
import type { SqliteDriver } from 'nestjs-openim-callback/dead-letters';
import { wholeNumber } from '../numbers.js';

/** Which inbox, and how it is read and told of. */
export interface StorageOptions {
  readonly file?: string;
  readonly driver?: SqliteDriver;
  readonly redis?: string;
  readonly postgres?: string;
  readonly prefix?: string;
  readonly name?: string;
  readonly partitions?: number;
  readonly json?: true;
}

const DRIVERS: readonly SqliteDriver[] = ['node:sqlite', 'libsql', 'better-sqlite3'];
const OF_BULLMQ = ['redis', 'postgres', 'prefix', 'name', 'partitions'];

/** Adds the options that every subcommand has. */
export function addStorageOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--file <file>', "the file of the app's sqliteInbox({ file })").conflicts(OF_BULLMQ),
    )
    .addOption(
      new Option(
        '--driver <driver>',
        'what executes SQL (default: node:sqlite from Node 22.13 on, libsql before)',
      )
        .choices(DRIVERS)
        .conflicts(OF_BULLMQ),
    )
    .option('--redis <url>', "the Redis of the app's bullmqInbox, redis://user:password@host:6379/0")
    .addOption(
      new Option(
        '--postgres <url>',
        "the PostgreSQL of the app's bullmqInbox, postgres://user:password@host:5432/db",
      ).conflicts(['redis', 'prefix']),
    )
    .option('--prefix <prefix>', 'its prefix in Redis (default: bull)')
    .option('--name <name>', 'its name (default: openim)')
    .option('--partitions <n>', 'its partitions (default: 16)', wholeNumber)
    .option('--json', 'print one JSON document and nothing else');
}
