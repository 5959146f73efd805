import {
  amount,
  count,
  LONGEST_TIMER,
  numberProblems,
  refuseProblems,
  roleProblems,
} from '../../inbox-options.js';
import type { InboxRole } from '../../inbox.js';
import { unknownNames } from '../../option-names.js';
import { LONGEST_LEASE } from './lease-statements.js';
import { DRIVER_OPTION, FILE_OPTION } from './messages.js';
import type { SqliteDriver } from './database/sqlite-driver.js';

/** Options of the SQLite inbox. */
export interface SqliteInboxOptions {
  /** The database file; its folder is made if need be. Several processes of one machine may share it. */
  readonly file: string;
  /**
   * What executes SQL: `node:sqlite`, or a package with the interface of better-sqlite3, by its name or by the path or
   * `file:` URL of its module, such as `import.meta.resolve('libsql')`. A name is looked up from the app's entry file,
   * from the working directory and from where this library is.
   * @default Node's own node:sqlite from 22.13 on; before, the package libsql, or better-sqlite3 if that is there
   */
  readonly driver?: SqliteDriver;
  /**
   * Whether this process takes events, delivers them, or both.
   * @default 'both', in an app that serves no requests, such as a script, 'receive'
   */
  readonly role?: InboxRole;
  /** Events this process delivers side by side. Those of one ordering key never are. @default 16 */
  readonly concurrency?: number;
  /**
   * Events this process keeps in memory to be delivered; the others wait in the file. Of those that wait for a retry,
   * or behind one of their key, nine times as many may be in memory beside them.
   * @default 5000
   */
  readonly lookAhead?: number;
  /**
   * Bytes of the bodies in memory past which no more events are read from the file. The last page may go beyond it,
   * by 32 bodies.
   * @default 67108864 (64 MiB)
   */
  readonly lookAheadBytes?: number;
  /** Events that may be held in memory while the storage fails. @default 10000 */
  readonly maxHeld?: number;
  /** Bytes of the bodies that may be held in memory while the storage fails. @default 67108864 (64 MiB) */
  readonly maxHeldBytes?: number;
  /** Milliseconds in which a repeated event is suppressed; 0 suppresses none. @default 600000 (10 minutes) */
  readonly duplicateWindow?: number;
  /**
   * Milliseconds for which delivered events are kept, in the table `delivered`, for somebody to look at; 0 for none.
   * @default 0
   */
  readonly retention?: number;
  /** Delivered events that are kept at most, the latest. @default 100000 */
  readonly maxRetained?: number;
  /** Unusable callbacks among the dead letters that are kept, the latest. Undelivered events are all kept. @default 1000 */
  readonly maxDeadLetters?: number;
  /** Bytes of the bodies of those unusable callbacks. @default 67108864 (64 MiB) */
  readonly maxDeadLetterBytes?: number;
  /**
   * Milliseconds without a sign of life after which other processes on the file take a process's events over;
   * from 100 to 60000.
   * @default 10000
   */
  readonly lease?: number;
  /** Milliseconds between looks for events that other processes or an operator have added. @default 250 */
  readonly pollInterval?: number;
}

/** The options with every default in place. */
export type SqliteInboxSettings = Required<Omit<SqliteInboxOptions, 'driver' | 'role'>> &
  Pick<SqliteInboxOptions, 'driver' | 'role'>;

/** Milliseconds; a third of it is between the signs of life. */
const SHORTEST_LEASE = 100;

/** An unbounded number is Infinity. What may be held is at least something, as it bounds what waits for the disk too. */
const RULES = {
  concurrency: count(1),
  lookAhead: count(1),
  lookAheadBytes: amount(1),
  maxHeld: count(1),
  maxHeldBytes: amount(1),
  duplicateWindow: amount(0),
  retention: amount(0),
  maxRetained: count(0),
  maxDeadLetters: count(0),
  maxDeadLetterBytes: amount(0),
  lease: amount(SHORTEST_LEASE, LONGEST_LEASE),
  pollInterval: amount(1, LONGEST_TIMER),
};

/**
 * Fills in the defaults.
 *
 * @throws {Error} for no file or a number that cannot be
 */
export function withDefaults(options: SqliteInboxOptions): SqliteInboxSettings {
  const settings: SqliteInboxSettings = {
    file: options.file,
    driver: options.driver,
    role: options.role,
    concurrency: options.concurrency ?? 16,
    lookAhead: options.lookAhead ?? 5000,
    lookAheadBytes: options.lookAheadBytes ?? 64 * 1024 * 1024,
    maxHeld: options.maxHeld ?? 10_000,
    maxHeldBytes: options.maxHeldBytes ?? 64 * 1024 * 1024,
    duplicateWindow: options.duplicateWindow ?? 600_000,
    retention: options.retention ?? 0,
    maxRetained: options.maxRetained ?? 100_000,
    maxDeadLetters: options.maxDeadLetters ?? 1000,
    maxDeadLetterBytes: options.maxDeadLetterBytes ?? 64 * 1024 * 1024,
    lease: options.lease ?? 10_000,
    pollInterval: options.pollInterval ?? 250,
  };
  refuseProblems('sqliteInbox', [
    ...unknownNames(options, settings),
    ...fileProblems(settings.file),
    ...driverProblems(settings.driver),
    ...roleProblems(settings.role),
    ...numberProblems(settings, RULES),
  ]);
  return settings;
}

const fileProblems = (file: unknown): readonly string[] =>
  typeof file === 'string' && file !== '' ? [] : [FILE_OPTION];

const driverProblems = (driver: unknown): readonly string[] =>
  driver === undefined || (typeof driver === 'string' && driver !== '') ? [] : [DRIVER_OPTION];
