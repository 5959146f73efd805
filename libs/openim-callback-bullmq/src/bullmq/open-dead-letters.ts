import type { OpenedDeadLetters } from 'nestjs-openim-callback/inbox';
import { withDefaults, type BullmqInboxSettings } from '../bullmq-inbox.options.js';
import { QueueDeadLetters } from '../queue-dead-letters.js';
import { StoreAccess } from '../store/store-access.js';
import { StoreProblems } from '../store/store-problems.js';
import { messageOf } from '../store/within.js';
import { connectStore, type QueueProbe } from './connect-store.js';
import { probePostgres } from './postgres/probe-postgres.js';
import { probeRedis } from './redis/probe-redis.js';
import { queueName } from './queue-names.js';

/** An inbox in Redis. */
export interface RedisDeadLetters {
  /** Where Redis is, such as `redis://user:password@host:6379/0`. */
  readonly url: string;
  /** @default 'bull' */
  readonly prefix?: string;
  readonly postgres?: undefined;
}

/** An inbox in PostgreSQL. */
export interface PostgresDeadLetters {
  /** Where PostgreSQL is, such as `postgres://user:password@host:5432/db`. */
  readonly postgres: string;
  readonly url?: undefined;
  readonly prefix?: undefined;
}

/** Which inbox; all but the url as the app's `bullmqInbox` has it. */
export type BullmqDeadLettersOptions = (RedisDeadLetters | PostgresDeadLetters) & {
  /** @default 'openim' */
  readonly name?: string;
  /**
   * With another number than the app's, what is redriven could overtake other events of its key, or be delivered by
   * nobody.
   * @default 16
   */
  readonly partitions?: number;
};

/** Milliseconds to wait for a connection, and for an answer. */
const TIMEOUT = 10_000;

/**
 * Opens the dead letters of a BullMQ inbox in Redis or PostgreSQL; the app may go on using it. What is redriven is
 * delivered by any replica that runs, or by the next that starts. In PostgreSQL BullMQ's tables are brought up to the
 * version of the package, as starting the app does.
 *
 * @throws {Error} when the server cannot be reached or has no such inbox, which is not made, and for packages that are
 * not installed
 */
export async function openBullmqDeadLetters(options: BullmqDeadLettersOptions): Promise<OpenedDeadLetters> {
  const { url, prefix = 'bull', postgres, ...rest } = options;
  const timeout = TIMEOUT;
  const place = postgres === undefined ? { connection: url, prefix } : { postgres };
  const settings = withDefaults({ ...rest, ...place, timeout });
  const check = (has: QueueProbe): Promise<void> =>
    requireInbox(settings, options.partitions === undefined, has);
  if (postgres === undefined) await probeRedis({ url, prefix, timeout }, check);
  else await probePostgres({ postgres, timeout }, check);
  const access = new StoreAccess({
    connect: (watcher) => connectStore(place, settings, watcher),
    problems: new StoreProblems(() => undefined),
    timeout,
    awayText: messageOf,
  });
  try {
    await access.store();
    return { deadLetters: new QueueDeadLetters(access, settings), close: () => access.close() };
  } catch (error) {
    await access.close();
    throw access.explain(error);
  }
}

/**
 * Makes sure that an inbox is there: a queue would be made by the mere look at it.
 *
 * @param guessed whether nobody has said how many partitions there are
 * @throws {Error} when there is none, or one with another number of partitions
 */
async function requireInbox(
  { name, partitions }: Pick<BullmqInboxSettings, 'name' | 'partitions'>,
  guessed: boolean,
  has: QueueProbe,
): Promise<void> {
  if (!(await has(queueName(name, partitions - 1))))
    throw new Error(`there is no inbox ${name} with ${partitions} partitions`);
  if (guessed && (await has(queueName(name, partitions))))
    throw new Error(`the inbox ${name} has more than ${partitions} partitions: say how many`);
}
