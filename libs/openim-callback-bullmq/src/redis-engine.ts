import type { JobJson } from 'bullmq';
import type { Redis } from 'ioredis';
import { judgeRedis } from './redis-durability.js';
import { loadPeer } from './load-peer.js';
import {
  QUEUE_OPTIONS,
  ignoreErrors,
  workerOptions,
  type ConnectionWatcher,
  type QueueEngine,
} from './queue-engine.js';
import type { RedisPlace } from './bullmq-inbox.options.js';

/** Milliseconds between attempts to reach a Redis that is away. */
const RECONNECT = 500;

/**
 * Milliseconds without an answer after which a connection counts as lost: nobody tells when the network drops what is
 * sent. Longer than a worker waits for a job (`drainDelay`), which Redis answers after that time.
 */
const SOCKET_TIMEOUT = 10_000;

/**
 * BullMQ on Redis.
 *
 * @throws {Error} naming the command that installs what is missing, and for a `keyPrefix`, which BullMQ cannot have
 */
export async function redisEngine(
  { connection, prefix = 'bull' }: RedisPlace,
  { away, back }: ConnectionWatcher,
): Promise<QueueEngine> {
  const install = 'bullmq ioredis';
  const { Job, Queue, Worker } = await loadPeer(() => import('bullmq'), install);
  const { Redis: Client } = await loadPeer(() => import('ioredis'), install);
  const connect = (options: object): Redis => {
    const all = { retryStrategy: () => RECONNECT, ...options };
    const client =
      typeof connection === 'string'
        ? new Client(connection, { socketTimeout: SOCKET_TIMEOUT, ...all })
        : new Client({ socketTimeout: SOCKET_TIMEOUT, ...connection, ...all });
    // Without a listener ioredis writes every attempt to the console.
    client.on('error', () => undefined);
    return client;
  };
  const retrying = connect({ maxRetriesPerRequest: null });
  retrying.on('error', away);
  retrying.on('ready', back);
  if (retrying.options.keyPrefix !== undefined && retrying.options.keyPrefix !== '') {
    retrying.disconnect();
    throw new Error('bullmqInbox: connection must not have a keyPrefix: use the option prefix');
  }
  // What was sent and not answered fails with the connection: it is for the caller to repeat it, in order.
  const failFast = connect({ maxRetriesPerRequest: 0, enableOfflineQueue: false });
  return {
    waiting: 'waiting',
    retrying: (name) => ignoreErrors(new Queue(name, { prefix, ...QUEUE_OPTIONS, connection: retrying })),
    failFast: (name) => ignoreErrors(new Queue(name, { prefix, ...QUEUE_OPTIONS, connection: failFast })),
    jobFor: (queue, { name, data, opts }) =>
      new Job(queue, name, data, { ...queue.defaultJobOptions, ...opts }, opts.jobId),
    worker: (name, lease) =>
      ignoreErrors(new Worker(name, null, { prefix, ...workerOptions(lease), connection: retrying })),
    prepare: () => retrying.ping().then(() => undefined),
    ready: async (worker) => {
      await worker.waitUntilReady();
      void worker.startStalledCheckTimer().catch(() => undefined);
    },
    take: (worker, token) => worker.getNextJob(token),
    release: (worker) => worker.close(true),
    revive: (worker, data, id) => Job.fromJSON(worker, data as JobJson, id),
    durability: async () => judgeRedis(await retrying.info(), await readConfig(retrying)),
    occupied: async (queues) => {
      const lists = (name: string): string[] => ['wait', 'active'].map((list) => `${prefix}:${name}:${list}`);
      const found = await retrying.pipeline(queues.map((name) => ['exists', ...lists(name)])).exec();
      return queues.filter((_, index) => Number(found?.[index]?.[1]) > 0);
    },
    close: () => {
      retrying.disconnect();
      failFast.disconnect();
      return Promise.resolve();
    },
  };
}

/** Providers of Redis may forbid to read its configuration. One name at a time: several are for Redis 7 and later. */
async function readConfig(client: Redis): Promise<ReadonlyMap<string, string> | undefined> {
  const names = ['appendonly', 'appendfsync', 'no-appendfsync-on-rewrite', 'maxmemory-policy'];
  try {
    const pairs = await Promise.all(names.map((name) => client.config('GET', name)));
    return new Map(pairs.map(([name = '', value = '']) => [name, value]));
  } catch {
    return undefined;
  }
}
