import type { Job } from 'bullmq';
import type { DeadLetter } from 'nestjs-openim-callback/inbox';
import {
  RefusedError,
  type Addressed,
  type Backlog,
  type Durability,
  type NonceBounds,
  type PartitionQueue,
  type QueuePlace,
  type QueueStore,
  type StoredRecord,
} from '../store/queue-store.js';
import type { NewRecord, RecordData } from '../store/records.js';
import { messageOf, within } from '../store/within.js';
import { addTogether } from './add-together.js';
import type { BullmqDriver, InboxQueue } from './bullmq-driver.js';
import { BullmqPartition } from './bullmq-partition.js';
import { recordOfJob } from './job-record.js';
import { queueName, queueNamesBeyond } from './queue-names.js';

/** Which queues there are. */
export interface BullmqStoreSettings {
  readonly name: string;
  readonly partitions: number;
  /** Milliseconds to wait for an answer. */
  readonly timeout: number;
  /** Milliseconds a lease lasts. */
  readonly lease: number;
}

/** A queue of BullMQ with two connections, for who waits until the server is there and for who does not. */
interface Pair {
  readonly retrying: InboxQueue;
  readonly failFast: InboxQueue;
}

/** Jobs are gone when they are done: the queue is no archive. */
const REMOVE = { removeOnComplete: true, removeOnFail: true } as const;

/** The queues of an inbox in BullMQ: one for each partition, one for each kind of dead letters. */
export class BullmqStore implements QueueStore {
  private pairs: ReadonlyMap<QueuePlace, Pair> = new Map();

  constructor(
    private readonly driver: BullmqDriver,
    private readonly settings: BullmqStoreSettings,
  ) {}

  async prepare(): Promise<void> {
    if (this.pairs.size === 0) {
      await this.driver.prepare();
      this.pairs = new Map(this.places.map((place) => [place, this.open(place)]));
      try {
        // What fails while BullMQ looks at the server for the first time fails for good.
        await Promise.all(this.queues.map((queue) => queue.waitUntilReady()));
      } catch (error) {
        await this.closeQueues();
        throw error;
      }
    }
    // Kept with the data: no partition has more than one job that somebody works on.
    await Promise.all(this.partitions.map((place) => this.pairOf(place).retrying.setGlobalConcurrency(1)));
  }

  async add(items: readonly Addressed[]): Promise<readonly boolean[]> {
    const jobs = items.map(({ to, record }) => this.jobOf(this.pairOf(to).failFast, record));
    try {
      const through = this.pairOf('unusable').failFast;
      return await within(this.settings.timeout, addTogether(through, jobs));
    } catch (error) {
      if (!this.driver.isRefusal(error)) throw error;
      throw new RefusedError(messageOf(error), { cause: error });
    }
  }

  async list(place: QueuePlace, first: number, last: number): Promise<readonly StoredRecord[]> {
    const jobs = await this.waiting(this.pairOf(place).failFast, first, last);
    return jobs.map(recordOfJob);
  }

  async first(partition: number, most: number): Promise<readonly StoredRecord[]> {
    const { failFast } = this.pairOf(partition);
    const jobs = await Promise.all([
      failFast.getJobs(['active'], 0, 0, true),
      this.waiting(failFast, 0, most - 1),
    ]);
    return jobs.flat().map(recordOfJob);
  }

  async remove(place: QueuePlace, ids: readonly string[]): Promise<number> {
    const { failFast } = this.pairOf(place);
    const removed = await Promise.all(ids.map((id) => failFast.remove(id)));
    return removed.reduce((sum, count) => sum + count, 0);
  }

  async trim(place: QueuePlace, most: number): Promise<void> {
    const { waiting } = this.driver;
    const { failFast } = this.pairOf(place);
    const count = await failFast.getJobCountByTypes(waiting);
    if (count > most) await failFast.clean(0, count - most, waiting === 'waiting' ? 'wait' : waiting);
  }

  partition(partition: number): PartitionQueue {
    const { driver, settings } = this;
    const { retrying } = this.pairOf(partition);
    return new BullmqPartition({
      driver,
      queue: retrying,
      lease: settings.lease,
      read: (first, last) => driver.read(retrying, first, last),
      load: (ids) => driver.load(retrying, ids),
      addDeadLetter: async (kind, record) => this.addWhenThere(kind, record),
    });
  }

  async backlog(): Promise<Backlog> {
    const [partitions, letters] = await Promise.all([
      Promise.all(this.partitions.map((place) => this.readPartition(this.pairOf(place).failFast))),
      Promise.all(LETTERS.map((kind) => this.pairOf(kind).failFast.getJobCountByTypes(this.driver.waiting))),
    ]);
    const oldest = partitions.flatMap((partition) => partition.oldest ?? []);
    return {
      pending: partitions.reduce((sum, { pending }) => sum + pending, 0),
      oldest: oldest.length === 0 ? undefined : Math.min(...oldest),
      deadLetters: letters.reduce((sum, count) => sum + count, 0),
    };
  }

  durability(): Promise<Durability> {
    return this.driver.durability();
  }

  loss(): Promise<string | undefined> {
    return this.driver.loss();
  }

  claimNonce(nonce: string, bounds: NonceBounds): Promise<boolean> {
    const { name, timeout } = this.settings;
    return within(timeout, this.driver.claimNonce(name, nonce, bounds));
  }

  unread(): Promise<readonly string[]> {
    const { name, partitions } = this.settings;
    return this.driver.occupied(queueNamesBeyond(name, partitions));
  }

  async close(): Promise<void> {
    await this.driver.close();
    await this.closeQueues();
  }

  private get partitions(): readonly number[] {
    return Array.from({ length: this.settings.partitions }, (_, partition) => partition);
  }

  private get places(): readonly QueuePlace[] {
    return [...this.partitions, ...LETTERS];
  }

  private get queues(): readonly InboxQueue[] {
    return [...this.pairs.values()].flatMap(({ retrying, failFast }) => [retrying, failFast]);
  }

  private open(place: QueuePlace): Pair {
    const name = queueName(this.settings.name, place);
    return { retrying: this.driver.retrying(name), failFast: this.driver.failFast(name) };
  }

  private pairOf(place: QueuePlace): Pair {
    const pair = this.pairs.get(place);
    if (!pair) throw new Error(`there is no queue ${queueName(this.settings.name, place)}`);
    return pair;
  }

  private async closeQueues(): Promise<void> {
    const { queues } = this;
    this.pairs = new Map();
    await Promise.all(queues.map((queue) => queue.close().catch(() => undefined)));
  }

  private jobOf(queue: InboxQueue, record: NewRecord): Job<RecordData> {
    const options = { ...queue.defaultJobOptions, ...optionsOf(record) };
    return new this.driver.Job(queue, record.name, record.data, options, record.id);
  }

  private async addWhenThere(kind: DeadLetter['kind'], record: NewRecord): Promise<void> {
    await this.pairOf(kind).retrying.add(record.name, record.data, optionsOf(record));
  }

  private waiting(queue: InboxQueue, first: number, last: number): Promise<Job<RecordData>[]> {
    return queue.getJobs([this.driver.waiting], first, last, true);
  }

  private async readPartition(queue: InboxQueue): Promise<Pick<Backlog, 'pending' | 'oldest'>> {
    const pending = await queue.getJobCountByTypes('active', 'waiting', 'delayed', 'prioritized');
    if (pending === 0) return { pending, oldest: undefined };
    const first = await Promise.all([queue.getJobs(['active'], 0, 0, true), this.waiting(queue, 0, 0)]);
    const received = first.flat().map(({ timestamp }) => timestamp);
    return { pending, oldest: received.length === 0 ? undefined : Math.min(...received) };
  }
}

const LETTERS: readonly DeadLetter['kind'][] = ['undelivered', 'unusable'];

const optionsOf = ({ id, timestamp, unique }: NewRecord) => ({
  ...REMOVE,
  jobId: id,
  timestamp,
  ...(unique === undefined ? {} : { deduplication: { id: unique.key, ttl: unique.milliseconds } }),
});
