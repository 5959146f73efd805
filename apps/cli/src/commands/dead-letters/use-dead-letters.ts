import type { DeadLetters } from 'nestjs-openim-callback/dead-letters';
import { ExitCode } from '../../exit-code.js';
import type { Io } from '../../io.js';
import { printable } from '../../output/printable.js';
import { reasonOf } from './reason-of.js';
import { StorageError } from './storage-error.js';
import type { StorageOptions } from './storage-options.js';
import { storageOf, type Storage } from './storage.js';

/**
 * Opens the dead letters of an inbox for some work and passes its exit code on, or says why they cannot be had.
 *
 * @throws {UsageError} when it is not clear which inbox is meant
 */
export async function useDeadLetters(
  options: StorageOptions,
  io: Pick<Io, 'stderr'>,
  work: (deadLetters: DeadLetters, storage: Storage) => Promise<number>,
): Promise<number> {
  const storage = storageOf(options);
  try {
    return await withStorage(storage, work);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    io.stderr.write(`error: ${printable(error.message)}\n`);
    return ExitCode.unusableStorage;
  }
}

async function withStorage(
  storage: Storage,
  work: (deadLetters: DeadLetters, storage: Storage) => Promise<number>,
): Promise<number> {
  const { name } = storage;
  const opened = await told(name, storage.open());
  const { deadLetters } = opened;
  try {
    return await work(
      {
        list: (...args) => told(name, deadLetters.list(...args)),
        redrive: (filter) => told(name, deadLetters.redrive(filter)),
        purge: (filter) => told(name, deadLetters.purge(filter)),
      },
      storage,
    );
  } finally {
    await opened.close();
  }
}

// Whatever the library says is about the storage.
async function told<T>(name: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    const message = reasonOf(error);
    // SQLite, Redis and PostgreSQL do not name it.
    const names = message.includes(name) || /^(sqlite|bullmq)Inbox/.test(message);
    throw new StorageError(names ? message : `${name}: ${message}`, { cause: error });
  }
}
