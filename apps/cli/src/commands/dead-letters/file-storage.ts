import { open } from 'node:fs/promises';
import type { SqliteDriver } from 'nestjs-openim-callback/dead-letters';
import { type Storage, StorageError } from './storage.js';

/** The file of an `sqliteInbox`. */
export const fileStorage = (file: string, driver: SqliteDriver | undefined): Storage => ({
  name: file,
  redrivenBy: `The app that runs on ${file} delivers them within its pollInterval (250 ms unless set),`,
  async open() {
    await checkFile(file);
    // Only now, so that the other commands need neither the package nor a driver.
    const { openDeadLetters } = await import('nestjs-openim-callback/dead-letters');
    return openDeadLetters({ file, driver });
  },
});

const SQLITE = Buffer.from('SQLite format 3\0');

/**
 * Makes sure that a file that exists is an SQLite database: of what a slip of the pen has named here, SQLite would say
 * no more than that it is damaged.
 *
 * @throws {StorageError} when it is something else, or cannot be read
 */
export async function checkFile(file: string): Promise<void> {
  const head = await readHead(file);
  if (head !== undefined && !head.equals(SQLITE)) {
    throw new StorageError(`${file} is no SQLite database: give the file of the app's sqliteInbox({ file })`);
  }
}

// Undefined when there is no such file; the library tells that.
async function readHead(file: string): Promise<Buffer | undefined> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(SQLITE.length), 0, SQLITE.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new StorageError(`${file}: ${message}`);
  }
}
