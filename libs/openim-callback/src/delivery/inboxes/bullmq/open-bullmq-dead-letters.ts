import type { OpenedDeadLetters } from '../../opened-dead-letters.js';
import { BullmqDeadLetters } from './bullmq-dead-letters.js';
import { withDefaults, type BullmqInboxSettings } from './bullmq-inbox.options.js';
import { loadPeer } from './load-peer.js';
import { openQueues } from './open-queues.js';
import { queueName } from './queue-names.js';
import { redisEngine } from './redis-engine.js';
import { within } from './within.js';

/** Which inbox in a Redis; all but the url as the app's `bullmqInbox` has it. */
export interface BullmqDeadLettersOptions {
  /** Where Redis is, such as `redis://user:password@host:6379/0`. */
  readonly url: string;
  /** @default 'bull' */
  readonly prefix?: string;
  /** @default 'openim' */
  readonly name?: string;
  /**
   * With another number than the app's, what is redriven could overtake other events of its key, or be delivered by
   * nobody.
   * @default 16
   */
  readonly partitions?: number;
}

/**
 * Opens the dead letters of a BullMQ inbox in Redis; the app may go on using it. What is redriven is delivered by any
 * replica that runs, or by the next that starts.
 *
 * @throws {Error} when Redis cannot be reached or has no such inbox, which is not made, and for packages that are not
 * installed
 */
export async function openBullmqDeadLetters(options: BullmqDeadLettersOptions): Promise<OpenedDeadLetters> {
  const { url, prefix = 'bull', ...rest } = options;
  const settings = withDefaults({ ...rest, connection: url });
  await requireInbox(options, settings);
  const engine = await redisEngine({ connection: url, prefix });
  let closed = false;
  const opening = openQueues(engine, settings, {
    isClosed: () => closed,
    onFailed: () => undefined,
  });
  const close = async (): Promise<void> => {
    closed = true;
    await engine.close();
    await opening.then(
      (queues) => queues.close(),
      () => undefined,
    );
  };
  try {
    const queues = await within(settings.timeout, opening);
    return { deadLetters: new BullmqDeadLetters(() => Promise.resolve(queues), settings), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Makes sure that the inbox is there: a queue would be made by the mere look at it. */
async function requireInbox(
  { url, prefix = 'bull', partitions }: BullmqDeadLettersOptions,
  settings: BullmqInboxSettings,
): Promise<void> {
  const { Redis } = await loadPeer(() => import('ioredis'), 'bullmq ioredis');
  const client = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectTimeout: settings.timeout,
  });
  // What connecting rejects with says only that there is no connection.
  let problem: unknown;
  client.on('error', (error) => (problem ??= error));
  const has = async (partition: number): Promise<boolean> =>
    (await client.exists(`${prefix}:${queueName(settings.name, partition)}:meta`)) > 0;
  try {
    await client.connect();
    if (!(await has(settings.partitions - 1)))
      throw new Error(`there is no inbox ${settings.name} with ${settings.partitions} partitions`);
    if (partitions === undefined && (await has(settings.partitions)))
      throw new Error(
        `the inbox ${settings.name} has more than ${settings.partitions} partitions: say how many`,
      );
  } catch (error) {
    throw problem ?? error;
  } finally {
    client.disconnect();
  }
}
