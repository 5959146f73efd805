import type { Job, JobJson } from 'bullmq';
import {
  LeaseLostError,
  type LeasedRecord,
  type PartitionQueue,
  type PlacedRecord,
} from '../store/queue-store.js';
import type { RecordData } from '../store/records.js';
import type { BullmqDriver, InboxQueue, InboxWorker } from './bullmq-driver.js';
import { codeOf, recordOfJob } from './job-record.js';
import { newLockToken } from './lock-token.js';

/** What a partition works with. */
export interface BullmqPartitionParts extends Pick<PartitionQueue, 'read' | 'load' | 'addDeadLetter'> {
  readonly driver: BullmqDriver;
  /** Its commands wait until the server is there. */
  readonly queue: InboxQueue;
  /** Milliseconds a lock lasts. */
  readonly lease: number;
}

/** BullMQ's codes for a job that is not there, has no lock, is in no work, or has another's lock. */
const LEASE_LOST: ReadonlySet<unknown> = new Set([-1, -2, -3, -6]);

/**
 * A queue of BullMQ from which one job is taken at a time: BullMQ's lock on it, with a concurrency of one for all
 * workers, is the lease of the partition.
 */
export class BullmqPartition implements PartitionQueue {
  readonly read: PartitionQueue['read'];
  readonly load: PartitionQueue['load'];
  readonly addDeadLetter: PartitionQueue['addDeadLetter'];
  private readonly token: string;
  private worker: InboxWorker | undefined;
  private ready: Promise<void> | undefined;
  private closed = false;

  constructor(private readonly parts: BullmqPartitionParts) {
    this.token = newLockToken(parts.lease);
    this.read = parts.read;
    this.load = parts.load;
    this.addDeadLetter = parts.addDeadLetter;
  }

  async take(): Promise<LeasedRecord | undefined> {
    const job = await this.parts.driver.take(await this.readyWorker(), this.token);
    return job && this.leased(job);
  }

  async recover(): Promise<void> {
    const jobs = await this.parts.queue.getJobs(['active']);
    // With another's token it fails, or does nothing.
    for (const job of jobs) await job.moveToWait(this.token).catch(() => undefined);
  }

  remove(records: readonly PlacedRecord[]): Promise<void> {
    const { driver, queue } = this.parts;
    return driver.remove(queue.name, records);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.worker) await this.parts.driver.release(this.worker);
  }

  /** A worker that fails to look at the server for the first time fails for good: there must be another one. */
  private async readyWorker(): Promise<InboxWorker> {
    if (this.closed) throw new Error('the partition is closed');
    const { driver, queue } = this.parts;
    const worker = (this.worker ??= driver.worker(queue.name));
    try {
      await (this.ready ??= driver.ready(worker));
    } catch (error) {
      this.worker = this.ready = undefined;
      await driver.release(worker);
      throw error;
    }
    return worker;
  }

  private leased(job: Job<RecordData>): LeasedRecord {
    const { queue, lease } = this.parts;
    const record = recordOfJob(job);
    return {
      ...record,
      leasedAt: job.processedOn ?? Date.now(),
      interruptions: job.stalledCounter,
      extend: async () => (await job.extendLock(this.token, lease)) === 1,
      complete: () => this.complete(job),
      // By the queue: the worker may be closed.
      giveBack: async () => {
        await queue.getBackend().moveJobFromActiveToWait(record.id, this.token);
      },
    };
  }

  private async complete(job: Job<RecordData>): Promise<LeasedRecord | undefined> {
    const worker = await this.readyWorker();
    const found: unknown = await job.moveToCompleted(undefined, this.token, true).catch((error: unknown) => {
      if (!LEASE_LOST.has(codeOf(error))) throw error;
      throw new LeaseLostError('the lease has ended', { cause: error });
    });
    const [data, id] = Array.isArray(found) ? (found as readonly unknown[]) : [];
    if (!data || typeof id !== 'string') return undefined;
    return this.leased(this.parts.driver.Job.fromJSON(worker, data as JobJson, id));
  }
}
