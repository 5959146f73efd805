import { access } from 'node:fs/promises';
import type { OpenedDeadLetters } from '../../dead-letters.js';
import { SqliteDatabase } from './sqlite-database.js';
import { SqliteDeadLetters } from './sqlite-dead-letters.js';
import { describeProblem, UnusableStorageError } from './storage-problem.js';
import type { SqliteInboxOptions } from './sqlite-inbox.options.js';

/**
 * Opens the dead letters in an SQLite inbox's file; the app may go on using it. A damaged file is left as it is. What is redriven is delivered
 * by the app that is running on the file, or by the next that starts.
 *
 * @throws {Error} when there is no such file, since an empty one would be no help
 * @throws {UnusableStorageError} for another program's file, one of another version, or a missing driver
 */
export async function openDeadLetters({
  file,
  driver,
}: Pick<SqliteInboxOptions, 'file' | 'driver'>): Promise<OpenedDeadLetters> {
  await access(file).catch(() => {
    throw new Error(`${file}: there is no such file`);
  });
  const database = new SqliteDatabase({ file, driver, openedBy: 'tool', onOpen: () => undefined });
  try {
    // The first use opens it, so that a file that cannot be used is told here.
    await database.read([{ sql: 'SELECT 1' }]);
  } catch (error) {
    await database.close();
    throw error instanceof UnusableStorageError ? error : new Error(describeProblem(file, error));
  }
  return {
    deadLetters: new SqliteDeadLetters(database.read, database.write),
    close: () => database.close(),
  };
}
