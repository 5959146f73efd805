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

/** BullMQ on its engine. */
export interface QueueEngine {
  /** Waits for the engine and makes what BullMQ needs there. */
  prepare(): Promise<void>;
  /** A queue whose commands wait until the engine is there. */
  patient(name: string): Queue<InboxJob>;
  /** A queue whose commands fail while the engine is away. */
  hasty(name: string): Queue<InboxJob>;
  /** A job to be added to a queue, with its defaults. */
  jobFor(queue: Queue<InboxJob>, job: NewJob<InboxJob>): Job<InboxJob>;
  /** Something that takes jobs of a queue and holds them for `lease` milliseconds. */
  worker(name: string, lease: number): Worker<InboxJob>;
  /** Makes a job of what it has given with the end of another. */
  revive(worker: Worker<InboxJob>, data: unknown, id: string): Job<InboxJob>;
  /** Reads how durable the engine is, once it is prepared. */
  durability(): Promise<Durability>;
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
