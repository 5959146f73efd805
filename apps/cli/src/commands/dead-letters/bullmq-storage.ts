import type * as entry from 'nestjs-openim-callback-bullmq/dead-letters';
import { UsageError } from '../../command-line.js';
import type { StorageOptions } from './storage-options.js';
import { StorageError, type Storage } from './storage.js';

const PACKAGE = 'nestjs-openim-callback-bullmq';

/** What tells one inbox in a store from another. */
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
  return bullmqStorage(shown, 'bullmq ioredis', { url, prefix, name, partitions });
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
  return bullmqStorage(shown, 'bullmq pg', { postgres, name, partitions });
}

const bullmqStorage = (name: string, peers: string, options: entry.BullmqDeadLettersOptions): Storage => ({
  name,
  redrivenBy: `A replica that runs on ${name} delivers them at once,`,
  async open() {
    const { openBullmqDeadLetters } = await loadPackage(name, peers);
    return openBullmqDeadLetters(options);
  },
});

/** Loads the package of the BullMQ inbox, which only those install who use it. */
async function loadPackage(name: string, peers: string): Promise<typeof entry> {
  try {
    return await import('nestjs-openim-callback-bullmq/dead-letters');
  } catch (error) {
    const { code, message } = Object(error) as { code?: unknown; message?: unknown };
    if (code !== 'ERR_MODULE_NOT_FOUND' || !String(message).includes(`'${PACKAGE}'`)) throw error;
    throw new StorageError(`${name} needs a package that is not installed: npm install ${PACKAGE} ${peers}`, {
      cause: error,
    });
  }
}

/** What a url has to be like. */
interface UrlWish {
  /** The option that gives it. */
  readonly option: string;
  readonly protocols: readonly string[];
  readonly example: string;
}

/**
 * A url without password and query, which may hold one too.
 *
 * @throws {UsageError} for what cannot be read, or is none of the protocols; it is not repeated, for the same reason
 */
function shownUrl(text: string, { option, protocols, example }: UrlWish): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '')
    throw new UsageError(`${option} must be a URL like ${example}; % signs escape what is special in it`);
  const user = url.password === '' ? url.username : `${url.username}:***`;
  return `${url.protocol}//${user === '' ? '' : `${user}@`}${url.host}${url.pathname}`;
}
