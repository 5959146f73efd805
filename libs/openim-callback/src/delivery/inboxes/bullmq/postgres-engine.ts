import type { Job, JobJson, Queue, Worker } from 'bullmq';
import type { PostgresOptions } from './bullmq-inbox.options.js';
import { JobBell } from './job-bell.js';
import { loadPeer } from './load-peer.js';
import { judgePostgres } from './postgres-durability.js';
import { PostgresKeeper } from './postgres-keeper.js';
import { OCCUPIED, SETTINGS } from './postgres-statements.js';
import {
  QUEUE_OPTIONS,
  quiet,
  workerOptions,
  type ConnectionWatcher,
  type InboxJob,
  type QueueEngine,
} from './queue-engine.js';
import { SharedPool } from './shared-pool.js';

/** Connections of each of the two pools. */
const POOL = 5;
/** Milliseconds until one who waits for a job looks for it unasked. */
const LOOK = 5000;

/** What the engine goes by. */
export interface PostgresEngineOptions {
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
export async function postgresEngine(
  options: PostgresEngineOptions,
  watcher: ConnectionWatcher,
): Promise<QueueEngine> {
  const { postgres, timeout, lease } = options;
  const install = 'bullmq pg';
  const bullmq = await loadPeer(() => import('bullmq'), install);
  const { default: pg } = await loadPeer(() => import('pg'), install);
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
  const patient = new SharedPool(new pg.Pool({ ...config, query_timeout: lease }), true, watcher);
  const hasty = new SharedPool(new pg.Pool({ ...config, query_timeout: timeout }), false);
  const bell = new JobBell(() => new pg.Client(config));
  const working = new Set<string>();
  const released = new WeakSet<Worker<InboxJob>>();
  let keeper: PostgresKeeper | undefined;
  // A worker of BullMQ that is told of no blocking connection opens none.
  const backend: typeof bullmq.createPostgresBackend = (name, opts) =>
    bullmq.createPostgresBackend(name, opts, {});
  // BullMQ tells queues and workers apart by their backend, whose type is in none of what the inbox asks of them.
  const open = (name: string, connection: SharedPool): Queue<InboxJob> =>
    quiet(
      new bullmq.Queue(name, { ...QUEUE_OPTIONS, defaultJobOptions: { priority: 1 }, connection }, backend),
    ) as unknown as Queue<InboxJob>;
  return {
    waiting: 'prioritized',
    patient: (name) => open(name, patient),
    hasty: (name) => open(name, hasty),
    jobFor: (queue, { name, data, opts }) =>
      new bullmq.Job(queue, name, data, { ...queue.defaultJobOptions, ...opts }, opts.jobId),
    worker: (name) =>
      quiet(
        new bullmq.Worker(name, null, { ...workerOptions(lease), connection: patient }, backend),
      ) as unknown as Worker<InboxJob>,
    prepare: async () => {
      const client = await patient.connect();
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
      bell.listen();
      working.add(worker.name);
      keeper ??= new PostgresKeeper(hasty, working, lease);
    },
    take: async (worker, token) => {
      // Listened for from before the look, so that nothing is missed in between.
      const { rung, end } = bell.wait(worker.name, LOOK);
      try {
        if (released.has(worker)) return undefined;
        const { repeats } = patient;
        const job = (await worker.getNextJob(token, { block: false })) as Job<InboxJob> | undefined;
        if (job) return job;
        // The first try may have taken the job that the second found taken.
        if (patient.repeats > repeats) throw new Error('the answer was lost');
        await rung;
        return undefined;
      } finally {
        end();
      }
    },
    // It is not closed: BullMQ would never answer what it asks at that moment. It has no connection of its own.
    release: (worker) => {
      released.add(worker);
      bell.ring(worker.name);
      return Promise.resolve();
    },
    revive: (worker, data, id) => bullmq.Job.fromJSON(worker, data as JobJson, id),
    durability: async () => {
      const { rows } = await patient.query<Record<string, string>>(SETTINGS);
      return judgePostgres(rows[0] ?? {});
    },
    occupied: async (queues) => {
      const { rows } = await patient.query<{ asked: string }>(OCCUPIED, [queues]);
      return rows.map(({ asked }) => asked);
    },
    close: async () => {
      keeper?.stop();
      await Promise.all([bell.close(), patient.end(), hasty.end()]);
    },
  };
}
