import type { Redis } from 'ioredis';
import { loadPeer } from 'nestjs-openim-callback/inbox';
import type { ConnectionWatcher, StoredRecord } from '../../store/queue-store.js';
import type { RecordData } from '../../store/records.js';
import { recordOf } from '../job-record.js';
import {
  QUEUE_OPTIONS,
  ignoreErrors,
  workerOptions,
  type BullmqDriver,
  type InboxQueue,
} from '../bullmq-driver.js';
import { CLAIM_NONCE } from './claim-nonce.js';
import { Evictions } from './evictions.js';
import { judgeRedis } from './redis-durability.js';
import { isRedisClient, type RedisPlace } from './redis-place.js';

/** Milliseconds between attempts to reach a Redis that is away. */
const RECONNECT = 500;

/**
 * Milliseconds without an answer after which a connection counts as lost: nobody tells when the network drops what is
 * sent. Longer than a worker waits for a job (`drainDelay`), which Redis answers after that time.
 */
const SOCKET_TIMEOUT = 10_000;

/** Reads waiting jobs, with one command for all of them. The head of the list is its right end. */
const READ_WAITING = `
  local found = {}
  local ids = redis.call('LRANGE', KEYS[1], -1 - ARGV[2], -1 - ARGV[1])
  for at = #ids, 1, -1 do
    local data = redis.call('HGET', KEYS[2] .. ids[at], 'data')
    if data then found[#found + 1] = { ids[at], data } end
  end
  return found`;

/** Reads jobs by their ids, with one command for all of them. */
const LOAD = `
  local found = {}
  for _, id in ipairs(ARGV) do
    local data = redis.call('HGET', KEYS[1] .. id, 'data')
    if data then found[#found + 1] = { id, data } end
  end
  return found`;

/**
 * Removes waiting jobs: BullMQ's own way takes a round trip for each, and looks through the whole list for it. Those that
 * are where they were seen are marked first, and leave together: the list is gone through once, from the end that is
 * nearer. A job that is in work by now is in another list and stays.
 */
const REMOVE_WAITING = `
  local least, marked, others = math.huge, 0, {}
  for at = 1, #ARGV, 2 do
    local id, place = ARGV[at], tonumber(ARGV[at + 1])
    if place and redis.call('LINDEX', KEYS[1], -1 - place) == id then
      redis.call('LSET', KEYS[1], -1 - place, '')
      redis.call('DEL', KEYS[2] .. id)
      least, marked = math.min(least, place), marked + 1
    else
      others[#others + 1] = id
    end
  end
  if marked > 0 then
    local isNearTail = 2 * least > redis.call('LLEN', KEYS[1])
    redis.call('LREM', KEYS[1], isNearTail and marked or -marked, '')
  end
  for _, id in ipairs(others) do
    if redis.call('LREM', KEYS[1], -1, id) == 1 then redis.call('DEL', KEYS[2] .. id) end
  end`;

/**
 * BullMQ on Redis.
 *
 * @throws {Error} naming the command that installs what is missing, and for a `keyPrefix`, which BullMQ cannot have
 */
export async function redisDriver(
  { connection, prefix = 'bull' }: RedisPlace,
  lease: number,
  { away, back }: ConnectionWatcher,
): Promise<BullmqDriver> {
  const install = 'bullmq ioredis';
  const { Redis: Client } = await loadPeer('ioredis', 'bullmqInbox', () => import('ioredis'), install);
  const { Job, Queue, Worker } = await loadPeer('bullmq', 'bullmqInbox', () => import('bullmq'), install);
  const clientOf = (options: object): Redis => {
    const timed = { socketTimeout: SOCKET_TIMEOUT, ...options };
    if (typeof connection === 'string') return new Client(connection, timed);
    if (isRedisClient(connection)) return connection.duplicate(timed) as Redis;
    const { url, ...rest } = connection;
    const all = { ...timed, ...rest, ...options };
    return url === undefined ? new Client(all) : new Client(url, all);
  };
  const connect = (options: object): Redis => {
    const all = { retryStrategy: () => RECONNECT, ...options };
    const client = clientOf(all);
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
  const evictions = new Evictions();
  const recordsOf = (queue: InboxQueue, found: unknown): readonly StoredRecord[] =>
    (found as readonly [string, string][]).map(([id, data]) => {
      const record = JSON.parse(data) as RecordData;
      return recordOf(id, record, (other) => new Job(queue, '', record, {}, id).updateData(other));
    });
  return {
    Job,
    waiting: 'waiting',
    retrying: (name) => ignoreErrors(new Queue(name, { prefix, ...QUEUE_OPTIONS, connection: retrying })),
    failFast: (name) => ignoreErrors(new Queue(name, { prefix, ...QUEUE_OPTIONS, connection: failFast })),
    worker: (name) =>
      ignoreErrors(new Worker(name, null, { prefix, ...workerOptions(lease), connection: retrying })),
    prepare: () => retrying.ping().then(() => undefined),
    ready: async (worker) => {
      await worker.waitUntilReady();
      void worker.startStalledCheckTimer().catch(() => undefined);
    },
    take: (worker, token) => worker.getNextJob(token),
    release: (worker) => worker.close(true),
    read: async (queue, first, last) => {
      const keys = [`${prefix}:${queue.name}:wait`, `${prefix}:${queue.name}:`];
      return recordsOf(queue, await retrying.eval(READ_WAITING, 2, ...keys, first, last));
    },
    load: async (queue, ids) =>
      recordsOf(queue, await retrying.eval(LOAD, 1, `${prefix}:${queue.name}:`, ...ids)),
    remove: async (name, records) => {
      const key = (suffix: string): string => `${prefix}:${name}:${suffix}`;
      const placed = records.flatMap(({ id, place = '' }) => [id, place]);
      await retrying.eval(REMOVE_WAITING, 2, key('wait'), key(''), ...placed);
    },
    isRefusal: () => false,
    durability: async () => judgeRedis(await retrying.info(), await readConfig(retrying)),
    loss: async () => evictions.look(await failFast.info()),
    claimNonce: async (set, nonce, { keep, most }) =>
      (await failFast.eval(CLAIM_NONCE, 1, `${prefix}:${set}:nonces`, nonce, most, keep ?? 0)) === 1,
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
