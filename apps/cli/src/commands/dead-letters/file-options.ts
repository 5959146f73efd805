import { Option, type Command } from 'commander';
import type { SqliteDriver } from 'nestjs-openim-callback/dead-letters';

/** Which file, and how it is read and told of. */
export interface FileOptions {
  readonly file: string;
  readonly driver?: SqliteDriver;
  readonly json?: true;
}

const DRIVERS: readonly SqliteDriver[] = ['node:sqlite', 'libsql', 'better-sqlite3'];

/** Adds the options that every subcommand has. */
export function addFileOptions(command: Command): Command {
  return command
    .requiredOption('--file <file>', "the file of the app's sqliteInbox({ file })")
    .addOption(
      new Option(
        '--driver <driver>',
        'what executes SQL (default: node:sqlite from Node 22.13 on, libsql before)',
      ).choices(DRIVERS),
    )
    .option('--json', 'print one JSON document and nothing else');
}
