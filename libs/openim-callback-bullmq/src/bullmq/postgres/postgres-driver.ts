import type { BackendFactory, Job } from 'bullmq';
import { loadPeer } from 'nestjs-openim-callback/inbox';
import type { ConnectionWatcher, StoredRecord } from '../../store/queue-store.js';
import type { RecordData } from '../../store/records.js';
import {
  QUEUE_OPTIONS,
  ignoreErrors,
  workerOptions,
  type BullmqDriver,
  type InboxQueue,
  type InboxWorker,
} from '../bullmq-driver.js';
import { codeOf, recordOf } from '../job-record.js';
import { JobNotifier } from './job-notifier.js';
import { judgePostgres } from './postgres-durability.js';
import { PostgresMaintenance } from './postgres-maintenance.js';
import { PostgresNonces } from './postgres-nonces.js';
import type { PostgresOptions } from './postgres-place.js';
import { LOAD_WAITING, OCCUPIED, READ_WAITING, REMOVE_WAITING, SETTINGS } from './postgres-statements.js';
import { SharedPool } from './shared-pool.js';

/** Connections of each of the two pools. */
const POOL = 5;
/** Milliseconds until one who waits for a job looks for it unasked. */
const LOOK = 5000;

/** What is wrong with the data and not with PostgreSQL, by SQLSTATE: data exceptions and exceeded limits. */
const OF_THE_DATA = /^(22|54)\w{3}$/;

/** BullMQ's types want the options of a Redis also where the backend has a connection of its own. */
const NO_REDIS = { connection: {} };

/** What the driver goes by. */
export interface PostgresDriverOptions {
  readonly postgres: PostgresOptions;
  /** Milliseconds to wait for an answer. */
  readonly timeout: number;
  /** Milliseconds a lock lasts. */
  readonly lease: number;
}

/**
 * BullMQ on PostgreSQL. All queues and workers share two pools and a connection that listens.
 *
 * Every job has a priority: jobs with one BullMQ puts back to the head of the queue, and lists from there, which it
 * does on PostgreSQL with no others (6.7.0).
 *
 * @throws {Error} naming the command that installs what is missing
 */
export async function postgresDriver(
  options: PostgresDriverOptions,
  watcher: ConnectionWatcher,
): Promise<BullmqDriver> {
  const { postgres, timeout, lease } = options;
  const install = 'bullmq pg';
  const { default: pg } = await loadPeer('pg', 'bullmqInbox', () => import('pg'), install);
  const bullmq = await loadPeer('bullmq', 'bullmqInbox', () => import('bullmq'), install);
  const given = typeof postgres === 'string' ? { connectionString: postgres } : postgres;
  const { options: sessionOptions, ...rest } = given;
  const config = {
    max: POOL,
    keepAlive: true,
    connectionTimeoutMillis: timeout,
    application_name: 'openim-callback',
    ...rest,
    // BullMQ's statements name no schema.
    options: `${typeof sessionOptions === 'string' ? `${sessionOptions} ` : ''}-c search_path=${bullmq.DEFAULT_SCHEMA}`,
  };
  const retrying = new SharedPool(new pg.Pool({ ...config, query_timeout: lease }), true, watcher);
  const failFast = new SharedPool(new pg.Pool({ ...config, query_timeout: timeout }), false);
  const nonces = new PostgresNonces(failFast);
  const notifier = new JobNotifier(() => new pg.Client(config));
  const working = new Set<string>();
  const released = new WeakSet<InboxWorker>();
  let maintenance: PostgresMaintenance | undefined;
  // A worker of BullMQ that is told of no blocking connection opens none.
  const backendOn =
    (connection: SharedPool): BackendFactory =>
    (name, options) =>
      bullmq.createPostgresBackend(name, { ...options, connection }, {});
  const open = (name: string, connection: SharedPool): InboxQueue =>
    ignoreErrors(
      new bullmq.Queue(
        name,
        { ...QUEUE_OPTIONS, ...NO_REDIS, defaultJobOptions: { priority: 1 } },
        backendOn(connection),
      ),
    );
  const records = async (
    queue: InboxQueue,
    statement: string,
    params: readonly unknown[],
  ): Promise<readonly StoredRecord[]> => {
    const { rows } = await retrying.query<{ id: string; data: string }>(statement, [queue.name, ...params]);
    return rows.map(({ id, data }) => {
      const record = JSON.parse(data) as RecordData;
      return recordOf(id, record, (other) => new bullmq.Job(queue, '', record, {}, id).updateData(other));
    });
  };
  return {
    Job: bullmq.Job,
    waiting: 'prioritized',
    retrying: (name) => open(name, retrying),
    failFast: (name) => open(name, failFast),
    worker: (name) =>
      ignoreErrors(
        new bullmq.Worker(name, null, { ...workerOptions(lease), ...NO_REDIS }, backendOn(retrying)),
      ),
    prepare: async () => {
      const client = await retrying.connect();
      try {
        // Not every role of an app may change the schema, or needs to.
        const version = await bullmq.assertSchemaCompatibility(client).catch((error: unknown) => {
          if (error instanceof bullmq.SchemaMigrationRequiredError) return 0;
          throw error;
        });
        if (version < bullmq.LATEST_SCHEMA_VERSION) await bullmq.runMigrations(client);
      } finally {
        client.release();
      }
    },
    ready: async (worker) => {
      await worker.waitUntilReady();
      notifier.listen();
      working.add(worker.name);
      maintenance ??= new PostgresMaintenance(failFast, working, lease);
    },
    take: async (worker, token) => {
      // Listened for from before the look, so that nothing is missed in between.
      const { woken, end } = notifier.wait(worker.name, LOOK);
      try {
        if (released.has(worker)) return undefined;
        const { repeats } = retrying;
        const job = (await worker.getNextJob(token, { block: false })) as Job<RecordData> | undefined;
        if (job) return job;
        // The first try may have taken the job that the second found taken.
        if (retrying.repeats > repeats) throw new Error('the answer was lost');
        await woken;
        return undefined;
      } finally {
        end();
      }
    },
    // It is not closed: BullMQ would never answer what it asks at that moment. It has no connection of its own.
    release: (worker) => {
      released.add(worker);
      notifier.wake(worker.name);
      return Promise.resolve();
    },
    read: (queue, first, last) => records(queue, READ_WAITING, [first, last - first + 1]),
    load: (queue, ids) => records(queue, LOAD_WAITING, [ids]),
    remove: async (name, removed) => {
      await retrying.query(REMOVE_WAITING, [name, removed.map(({ id }) => id)]);
    },
    isRefusal: (error) => OF_THE_DATA.test(String(codeOf(error))),
    durability: async () => {
      const { rows } = await retrying.query<Record<string, string>>(SETTINGS);
      return judgePostgres(rows[0] ?? {});
    },
    loss: () => Promise.resolve(undefined),
    claimNonce: (set, nonce, bounds) => nonces.claim(set, nonce, bounds),
    occupied: async (queues) => {
      const { rows } = await retrying.query<{ asked: string }>(OCCUPIED, [queues]);
      return rows.map(({ asked }) => asked);
    },
    close: async () => {
      maintenance?.stop();
      await Promise.all([notifier.close(), retrying.end(), failFast.end()]);
    },
  };
}
