import type { OpenedDeadLetters } from 'nestjs-openim-callback/dead-letters';
import { UsageError } from '../../usage-error.js';
import { postgresStorage, redisStorage } from './bullmq-storage.js';
import { fileStorage } from './file-storage.js';
import type { StorageOptions } from './storage-options.js';

/** Where an inbox keeps its dead letters. */
export interface Storage {
  /** What it is called in reports: no password is in there. */
  readonly name: string;
  /** Who delivers what was redriven, and when. */
  readonly redrivenBy: string;
  /**
   * Opens them.
   *
   * @throws {Error} when it cannot be used
   */
  open(): Promise<OpenedDeadLetters>;
}

/**
 * The storage that the options name.
 *
 * @throws {UsageError} unless it is one
 */
export function storageOf({ file, redis, postgres, ...options }: StorageOptions): Storage {
  if (file !== undefined) return fileStorage(file, options.driver);
  if (redis !== undefined) return redisStorage(redis, options);
  if (postgres !== undefined) return postgresStorage(postgres, options);
  throw new UsageError(
    "say which inbox: --file for the app's sqliteInbox, --redis or --postgres for its bullmqInbox",
  );
}
