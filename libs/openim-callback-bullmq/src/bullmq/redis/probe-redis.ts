import { loadPeer } from 'nestjs-openim-callback/inbox';
import type { QueueProbe } from '../connect-store.js';

/** Where to look. */
export interface RedisProbePlace {
  readonly url: string;
  readonly prefix: string;
  /** Milliseconds to wait for a connection. */
  readonly timeout: number;
}

/**
 * Looks at the queues in a Redis for some work.
 *
 * @throws {Error} when Redis cannot be reached, and for packages that are not installed
 */
export async function probeRedis(
  { url, prefix, timeout }: RedisProbePlace,
  work: (has: QueueProbe) => Promise<void>,
): Promise<void> {
  const { Redis } = await loadPeer('ioredis', 'bullmqInbox', () => import('ioredis'), 'bullmq ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: timeout,
  });
  // What connecting rejects with says only that there is no connection.
  let problem: unknown;
  client.on('error', (error) => (problem ??= error));
  try {
    await client.connect();
    await work(async (queue) => (await client.exists(`${prefix}:${queue}:meta`)) > 0);
  } catch (error) {
    throw problem ?? error;
  } finally {
    // On a connection that is closed it would wait 2 s for it to close.
    if (client.status !== 'end') client.disconnect();
  }
}
