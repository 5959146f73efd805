import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  brokenDriver,
  brokenThread,
  foreignFile,
  newerVersion,
  otherVersion,
  wrongPragma,
} from '../messages.js';
import { APPLICATION_ID, MIGRATIONS } from './schema.js';
import { findDriver, type SqliteDriver } from './sqlite-driver.js';
import { isDamage, UnusableStorageError } from './storage-problem.js';
import { SqlError, type SqlClient } from './sql-client.js';
import { BROKEN_TEXT, NO_DRIVER, type SqlRow } from './sql-protocol.js';

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;

/** How long a file that other processes are opening, making or migrating is tried, and the longest pause in between, in ms. */
const OPEN_TIMEOUT = 10_000;
const RETRY_PAUSE = 20;

/** An inbox makes, migrates and replaces its file; a tool that looks at it does none of that. */
export type Opener = 'inbox' | 'tool';

/** What was found when a database was opened. */
export interface OpenedDatabase {
  /** Whether there was none before. */
  readonly isNew: boolean;
  /** The name that a damaged file has now. */
  readonly setAside: string | undefined;
}

/**
 * Opens an inbox's database, durable and of the newest schema, or makes it. A damaged file is set aside under
 * another name, with its journal, so that what comes in can be stored.
 *
 * @throws {UnusableStorageError} for another program's database, one of a newer version, or a thread that cannot run
 * @throws {SqlError} when the storage fails
 */
export async function openDatabase(
  client: SqlClient,
  file: string,
  driver: SqliteDriver | undefined,
  migrations = MIGRATIONS,
  openedBy: Opener = 'inbox',
): Promise<OpenedDatabase> {
  await mkdir(dirname(file), { recursive: true });
  const inode = await inodeOf(file);
  try {
    await checkLength(file);
    if (openedBy === 'tool') await checkVersion(client, file, driver, migrations.length);
    return { isNew: await openWithRetries(client, file, driver, migrations), setAside: undefined };
  } catch (error) {
    if (!isDamage(error) || openedBy === 'tool') throw toStartError(error);
    // Another process may have found the damage as well and made a new file by now.
    const aside = (await inodeOf(file)) === inode ? await setAside(file) : undefined;
    return { isNew: await openWithRetries(client, file, driver, migrations), setAside: aside };
  }
}

/** Holds from the first opening on, so that the app does not start. */
const toStartError = (error: unknown): unknown =>
  error instanceof SqlError && error.code === BROKEN_TEXT
    ? new UnusableStorageError(brokenThread(error.message))
    : error;

async function checkVersion(
  client: SqlClient,
  file: string,
  driver: SqliteDriver | undefined,
  wanted: number,
): Promise<void> {
  await connect(client, file, driver);
  const version = await checkOwner(client, file, wanted);
  if (version !== wanted) {
    throw new UnusableStorageError(otherVersion(file, version, wanted));
  }
}

async function setAside(file: string): Promise<string> {
  const aside = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  for (const suffix of ['', '-wal', '-shm']) await rename(file + suffix, aside + suffix).catch(ignoreMissing);
  return aside;
}

/** SQLite takes an empty file for a new database, and deletes the journal that belonged to what it was. */
async function checkLength(file: string): Promise<void> {
  const [length, journal] = await Promise.all([file, `${file}-wal`].map(lengthOf));
  if (length === 0 && journal !== 0)
    throw new SqlError('the file is empty, its journal is not', SQLITE_CORRUPT);
}

const lengthOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** SQLite's busy timeout does not hold for all of it: two that switch to a WAL at a time fail at once. */
async function openWithRetries(...parts: Parameters<typeof open>): Promise<boolean> {
  const began = performance.now();
  for (;;) {
    try {
      return await open(...parts);
    } catch (error) {
      const isBusy = error instanceof SqlError && error.code === SQLITE_BUSY;
      if (!isBusy || performance.now() - began > OPEN_TIMEOUT) throw error;
      await pause(RETRY_PAUSE * Math.random());
    }
  }
}

async function open(
  client: SqlClient,
  file: string,
  driver: SqliteDriver | undefined,
  migrations: typeof MIGRATIONS,
): Promise<boolean> {
  await connect(client, file, driver);
  const version = await checkOwner(client, file, migrations.length);
  await checkIntegrity(client);
  // Before the first table is made; later it would need a VACUUM.
  if (version === 0) await client.outside('PRAGMA auto_vacuum = INCREMENTAL');
  await expectPragma(client, 'PRAGMA journal_mode = WAL', 'wal');
  await client.outside('PRAGMA synchronous = FULL');
  await expectPragma(client, 'PRAGMA synchronous', 2);
  if (version < migrations.length) await migrate(client, migrations);
  return version === 0;
}

async function connect(client: SqlClient, file: string, driver: SqliteDriver | undefined): Promise<void> {
  const found = findDriver(driver);
  try {
    await client.open({ ...found, file, pragmas: ['PRAGMA busy_timeout = 2000'] });
  } catch (error) {
    if (!(error instanceof SqlError) || error.code !== NO_DRIVER) throw error;
    throw new UnusableStorageError(brokenDriver(found.driver, error.message));
  }
}

/** In one transaction, and by what the file says in it: another process may be migrating the same file. */
async function migrate(client: SqlClient, migrations: typeof MIGRATIONS): Promise<void> {
  await client.outside('BEGIN IMMEDIATE');
  try {
    const version = Number(only(await client.outside('PRAGMA user_version')));
    for (const sql of migrations.slice(version).flat()) await client.outside(sql);
    await client.outside(`PRAGMA application_id = ${APPLICATION_ID}`);
    await client.outside(`PRAGMA user_version = ${Math.max(version, migrations.length)}`);
    await client.outside('COMMIT');
  } catch (error) {
    // SQLite may have rolled back by itself, as it does when the disk is full.
    await client.outside('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

async function checkOwner(client: SqlClient, file: string, newest: number): Promise<number> {
  // In one transaction: another process may be making the same file.
  const [application = [], versions = [], tables = []] = await client.read([
    { sql: 'PRAGMA application_id' },
    { sql: 'PRAGMA user_version' },
    { sql: "SELECT name FROM sqlite_schema WHERE type = 'table' LIMIT 1" },
  ]);
  const version = Number(only(versions));
  if (tables.length > 0 && only(application) !== APPLICATION_ID) {
    throw new UnusableStorageError(foreignFile(file));
  }
  if (version > newest) {
    throw new UnusableStorageError(newerVersion(file, version, newest));
  }
  return version;
}

async function checkIntegrity(client: SqlClient): Promise<void> {
  const verdict = only(await client.outside('PRAGMA quick_check(1)'));
  if (verdict !== 'ok') throw new SqlError(`quick_check: ${String(verdict)}`, SQLITE_CORRUPT);
}

async function expectPragma(client: SqlClient, sql: string, wanted: string | number): Promise<void> {
  const got = only(await client.outside(sql));
  if (got !== wanted) throw new UnusableStorageError(wrongPragma(sql, String(got), wanted));
}

const only = ([row]: readonly SqlRow[]): SqlRow[string] | undefined => row && Object.values(row)[0];

/** What tells a file from another one of the same name; undefined when there is none. */
export const inodeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ ino }) => ino,
    () => undefined,
  );

const ignoreMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error;
};
