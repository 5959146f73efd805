import type { BullmqDeadLettersOptions } from 'nestjs-openim-callback/dead-letters';
import type { Storage } from './storage.js';
import { shownUrl } from './shown-url.js';
import type { StorageOptions } from './storage-options.js';

/** What tells one inbox in an engine from another. */
type InboxOptions = Pick<StorageOptions, 'prefix' | 'name' | 'partitions'>;

/**
 * The Redis of a `bullmqInbox`.
 *
 * @throws {UsageError} for what is no url of a Redis
 */
export function redisStorage(url: string, { prefix, name, partitions }: InboxOptions): Storage {
  const shown = shownUrl(url, {
    option: '--redis',
    protocols: ['redis:', 'rediss:'],
    example: 'redis://host:6379/0',
  });
  return bullmqStorage(shown, { url, prefix, name, partitions });
}

/**
 * The PostgreSQL of a `bullmqInbox`.
 *
 * @throws {UsageError} for what is no url of a PostgreSQL
 */
export function postgresStorage(postgres: string, { name, partitions }: InboxOptions): Storage {
  const shown = shownUrl(postgres, {
    option: '--postgres',
    protocols: ['postgres:', 'postgresql:'],
    example: 'postgres://host:5432/db',
  });
  return bullmqStorage(shown, { postgres, name, partitions });
}

const bullmqStorage = (name: string, options: BullmqDeadLettersOptions): Storage => ({
  name,
  redrivenBy: `A replica that runs on ${name} delivers them at once,`,
  async open() {
    const { openBullmqDeadLetters } = await import('nestjs-openim-callback/dead-letters');
    return openBullmqDeadLetters(options);
  },
});
