import type { IQueueBackend, Job, Queue, Worker } from 'bullmq';
import type { RecordData } from '../store/records.js';
import type { Durability, NonceBounds, PlacedRecord, StoredRecord } from '../store/queue-store.js';

/** A queue of BullMQ, on whichever server. */
export type InboxQueue = Queue<RecordData, unknown, string, RecordData, unknown, string, IQueueBackend>;

/** Something that takes jobs of a queue, on whichever server. */
export type InboxWorker = Worker<RecordData, unknown, string, IQueueBackend>;

/** What Redis and PostgreSQL do differently below BullMQ. */
export interface BullmqDriver {
  /** BullMQ's class of that name: the package is loaded when it is needed. */
  readonly Job: typeof Job;
  /** What BullMQ calls the jobs that wait, in the order in which they are given out. */
  readonly waiting: 'waiting' | 'prioritized';
  /** Waits for the server and makes what BullMQ needs there. */
  prepare(): Promise<void>;
  /** A queue whose commands wait until the server is there. */
  retrying(name: string): InboxQueue;
  /** A queue whose commands fail while the server is away. */
  failFast(name: string): InboxQueue;
  /** Something that takes jobs of a queue. */
  worker(name: string): InboxWorker;
  /**
   * Prepares a worker to take jobs. From then on jobs whose locks have run out go back to the head of its queue.
   *
   * @throws when the server goes away meanwhile; then the worker cannot be used
   */
  ready(worker: InboxWorker): Promise<void>;
  /** Takes the first job of a worker's queue; waits a while for one. */
  take(worker: InboxWorker, token: string): Promise<Job<RecordData> | undefined>;
  /** Ends a wait for a job and lets go of the worker. */
  release(worker: InboxWorker): Promise<void>;
  /** Waiting jobs of a queue in order, from one place to another, as records; waits until the server is there. */
  read(queue: InboxQueue, first: number, last: number): Promise<readonly StoredRecord[]>;
  /** Waiting jobs of a queue by their ids, in that order and as records; with one round trip, as `read`. */
  load(queue: InboxQueue, ids: readonly string[]): Promise<readonly StoredRecord[]>;
  /** Removes waiting jobs of a queue, with one round trip that waits until the server is there. */
  remove(name: string, records: readonly PlacedRecord[]): Promise<void>;
  /** Whether the server is there, and will never store what it was given. */
  isRefusal(error: unknown): boolean;
  /** Reads how durable the server is, once it is prepared. */
  durability(): Promise<Durability>;
  /** How the server loses what it has stored, as it is set and does now; undefined when it does not. */
  loss(): Promise<string | undefined>;
  /** Notes in the set of that name that a nonce was used; false when it was before. Fails while the server is away. */
  claimNonce(set: string, nonce: string, bounds: NonceBounds): Promise<boolean>;
  /** Those of some queues that hold jobs. */
  occupied(queues: readonly string[]): Promise<readonly string[]>;
  /** Lets go of the connections; the queues and workers are closed by then. */
  close(): Promise<void>;
}

/** Options of the queues: the stream of events is for dashboards that follow it, not for the inbox. */
export const QUEUE_OPTIONS = { streams: { events: { maxLen: 100 } } } as const;

/** Options of the workers: the inbox keeps the locks itself, and counts itself how often they ran out. */
export const workerOptions = (lease: number) =>
  ({
    autorun: false,
    skipLockRenewal: true,
    lockDuration: lease,
    stalledInterval: Math.round(lease / 2),
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    drainDelay: 5,
  }) as const;

/** Where the inbox fails its calls tell; unheard, the errors would end the process. */
export const ignoreErrors = <T extends { on(event: 'error', listener: () => void): unknown }>(
  emitter: T,
): T => {
  emitter.on('error', () => undefined);
  return emitter;
};
