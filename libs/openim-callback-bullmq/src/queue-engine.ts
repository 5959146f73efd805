import type { Job, Queue, Worker } from 'bullmq';
import type { DeadLetterJob } from './dead-letter-job.js';
import type { NewJob, PartitionJob } from './event-job.js';

/** Any job of an inbox. */
export type InboxJob = PartitionJob | DeadLetterJob;

/** What an engine was found to promise. */
export interface Durability {
  /** How it is set, for the log. */
  readonly settings: string;
  /** What of it can lose an acknowledged event, and what to set instead. */
  readonly risks: readonly string[];
}

/** Told of the connection for the delivery. */
export interface ConnectionWatcher {
  /** It cannot be made; told with each reason. */
  readonly away: (error: unknown) => void;
  /** It is made, for the first time or again: what the engine had may be lost. */
  readonly back: () => void;
}

/** BullMQ on its engine. */
export interface QueueEngine {
  /** What BullMQ calls the jobs that wait, in the order in which the engine gives them out. */
  readonly waiting: 'waiting' | 'prioritized';
  /** Waits for the engine and makes what BullMQ needs there. */
  prepare(): Promise<void>;
  /** A queue whose commands wait until the engine is there. */
  retrying(name: string): Queue<InboxJob>;
  /** A queue whose commands fail while the engine is away. */
  failFast(name: string): Queue<InboxJob>;
  /** A job to be added to a queue, with its defaults. */
  jobFor(queue: Queue<InboxJob>, job: NewJob<InboxJob>): Job<InboxJob>;
  /** Something that takes jobs of a queue and holds them for `lease` milliseconds. */
  worker(name: string, lease: number): Worker<InboxJob>;
  /**
   * Prepares a worker to take jobs. From then on jobs whose locks have run out go back to the head of its queue.
   *
   * @throws when the engine goes away meanwhile; then the worker cannot be used
   */
  ready(worker: Worker<InboxJob>): Promise<void>;
  /**
   * Takes the first job of a worker's queue; waits a while for one.
   *
   * @throws when the engine is away; it may have given out a job that is not known of here
   */
  take(worker: Worker<InboxJob>, token: string): Promise<Job<InboxJob> | undefined>;
  /** Ends a wait for a job and lets go of the worker. */
  release(worker: Worker<InboxJob>): Promise<void>;
  /** Makes a job of what it has given with the end of another. */
  revive(worker: Worker<InboxJob>, data: unknown, id: string): Job<InboxJob>;
  /** Reads how durable the engine is, once it is prepared. */
  durability(): Promise<Durability>;
  /** Those of some queues that hold jobs. */
  occupied(queues: readonly string[]): Promise<readonly string[]>;
  /** Lets go of the connections; the queues and workers are closed by then. */
  close(): Promise<void>;
}

/** Options of the queues: the stream of events is for dashboards that follow it, not for the inbox. */
export const QUEUE_OPTIONS = { streams: { events: { maxLen: 100 } } } as const;

/** Options of the workers: the inbox keeps the locks itself, and no crash is the event's fault. */
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
