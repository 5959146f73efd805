import type { OpenedDeadLetters } from 'nestjs-openim-callback/inbox';
import { BullmqDeadLetters } from './bullmq-dead-letters.js';
import { withDefaults } from './bullmq-inbox.options.js';
import { openQueues } from './open-queues.js';
import { postgresEngine } from './postgres-engine.js';
import { probePostgres } from './probe-postgres.js';
import { probeRedis } from './probe-redis.js';
import { redisEngine } from './redis-engine.js';
import { requireInbox, type QueueProbe } from './require-inbox.js';
import { within } from './within.js';

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
 * @throws {Error} when the engine cannot be reached or has no such inbox, which is not made, and for packages that are
 * not installed
 */
export async function openBullmqDeadLetters(options: BullmqDeadLettersOptions): Promise<OpenedDeadLetters> {
  const { url, prefix = 'bull', postgres, ...rest } = options;
  const timeout = TIMEOUT;
  const settings = withDefaults({
    ...rest,
    timeout,
    ...(postgres === undefined ? { connection: url } : { postgres }),
  });
  const check = (has: QueueProbe): Promise<void> =>
    requireInbox(settings, options.partitions === undefined, has);
  if (postgres === undefined) await probeRedis({ url, prefix, timeout }, check);
  else await probePostgres({ postgres, timeout }, check);
  const unwatched = { away: () => undefined, back: () => undefined };
  const engine =
    postgres === undefined
      ? await redisEngine({ connection: url, prefix }, unwatched)
      : await postgresEngine({ ...settings, postgres }, unwatched);
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
    const found = { queues: () => Promise.resolve(queues), explain: (error: unknown) => error };
    return { deadLetters: new BullmqDeadLetters(found, settings), close };
  } catch (error) {
    await close();
    throw error;
  }
}
