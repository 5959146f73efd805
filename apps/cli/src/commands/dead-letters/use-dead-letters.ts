import type { DeadLetters } from 'nestjs-openim-callback/dead-letters';
import { ExitCode, messageOf, UsageError } from '../../command-line.js';
import type { Io } from '../../io.js';
import { printable } from '../../output/printable.js';
import { postgresStorage, redisStorage } from './bullmq-storage.js';
import { fileStorage } from './file-storage.js';
import type { StorageOptions } from './storage-options.js';
import { StorageError, type Storage } from './storage.js';

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

/**
 * The storage that the options name.
 *
 * @throws {UsageError} unless it is one
 */
function storageOf({ file, redis, postgres, ...options }: StorageOptions): Storage {
  if (file !== undefined) return fileStorage(file, options.driver);
  if (redis !== undefined) return redisStorage(redis, options);
  if (postgres !== undefined) return postgresStorage(postgres, options);
  throw new UsageError(
    "say which inbox: --file for the app's sqliteInbox, --redis or --postgres for its bullmqInbox",
  );
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
    const message = messageOf(error);
    // SQLite, Redis and PostgreSQL do not name it.
    const names = message.includes(name) || /^(sqlite|bullmq)Inbox/.test(message);
    throw new StorageError(names ? message : `${name}: ${message}`, { cause: error });
  }
}
