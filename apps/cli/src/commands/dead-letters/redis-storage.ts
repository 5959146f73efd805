import { UsageError } from '../../usage-error.js';
import type { Storage } from './storage.js';
import type { StorageOptions } from './storage-options.js';

/**
 * The Redis of a `bullmqInbox`.
 *
 * @throws {UsageError} for what is no url of a Redis
 */
export function redisStorage(
  url: string,
  { prefix, name, partitions }: Pick<StorageOptions, 'prefix' | 'name' | 'partitions'>,
): Storage {
  const shown = shownUrl(url);
  return {
    name: shown,
    redrivenBy: `A replica that runs on ${shown} delivers them at once,`,
    async open() {
      const { openBullmqDeadLetters } = await import('nestjs-openim-callback/dead-letters');
      return openBullmqDeadLetters({ url, prefix, name, partitions });
    },
  };
}

/** The url without password and query, which may hold one too. What cannot be read is not repeated for the same reason. */
function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '')
    throw new UsageError(
      '--redis must be a URL like redis://host:6379/0; % signs escape what is special in it',
    );
  const user = url.password === '' ? url.username : `${url.username}:***`;
  return `${url.protocol}//${user === '' ? '' : `${user}@`}${url.host}${url.pathname}`;
}
