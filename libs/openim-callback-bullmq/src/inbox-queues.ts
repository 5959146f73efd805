import type { Job, Queue, Worker } from 'bullmq';
import type { DeadLetter } from 'nestjs-openim-callback/inbox';
import { addTogether } from './add-together.js';
import type { NewJob } from './event-job.js';
import type { Durability, InboxJob, QueueEngine } from './queue-engine.js';
import { queueName, queueNamesBeyond, type QueuePlace } from './queue-names.js';
import { within } from './within.js';

/** A job on its way to one of the queues. */
export interface Addressed {
  readonly to: QueuePlace;
  readonly job: NewJob<InboxJob>;
}

/** What the queues work with. */
export interface InboxQueuesParts {
  readonly engine: QueueEngine;
  readonly name: string;
  readonly partitions: number;
  /** Milliseconds to wait for an answer. */
  readonly timeout: number;
}

/** The queues of an inbox: one for each partition, one for each kind of dead letters. */
export class InboxQueues {
  readonly engine: QueueEngine;
  /** For the delivery: commands wait until the engine is there. */
  readonly partitions: readonly Queue<InboxJob>[];
  /** For what somebody waits for: commands fail while the engine is away. */
  readonly undelivered: Queue<InboxJob>;
  readonly unusable: Queue<InboxJob>;
  private readonly letters: Readonly<Record<DeadLetter['kind'], Queue<InboxJob>>>;
  private readonly entrances: readonly Queue<InboxJob>[];

  constructor(private readonly parts: InboxQueuesParts) {
    const { engine } = parts;
    this.engine = engine;
    const names = Array.from({ length: parts.partitions }, (_, partition) => this.nameOf(partition));
    this.partitions = names.map((name) => engine.retrying(name));
    this.entrances = names.map((name) => engine.failFast(name));
    this.letters = {
      undelivered: engine.retrying(this.nameOf('undelivered')),
      unusable: engine.retrying(this.nameOf('unusable')),
    };
    this.undelivered = engine.failFast(this.nameOf('undelivered'));
    this.unusable = engine.failFast(this.nameOf('unusable'));
  }

  /**
   * Makes the queues ready for use.
   *
   * @throws when the engine goes away meanwhile; then these queues cannot be used
   */
  async prepare(): Promise<void> {
    // What fails while BullMQ looks at the engine for the first time fails for good.
    await Promise.all(this.all.map((queue) => queue.waitUntilReady()));
    await this.limit();
  }

  /** From then on no partition has more than one event delivered at its head, until the engine loses its data. */
  async limit(): Promise<void> {
    await Promise.all(this.partitions.map((queue) => queue.setGlobalConcurrency(1)));
  }

  /**
   * Stores jobs, with one round trip for all of them.
   *
   * @throws when the engine has not confirmed all of them in time
   */
  async add(items: readonly Addressed[]): Promise<void> {
    const { engine, timeout } = this.parts;
    const jobs = items.map(({ to, job }) => engine.jobFor(this.entranceOf(to), job));
    await within(timeout, addTogether(this.unusable, jobs));
  }

  /** Stores a dead letter of the delivery, when the engine is there. */
  async bury(job: NewJob<InboxJob>, kind: DeadLetter['kind']): Promise<void> {
    await this.letters[kind].add(job.name, job.data, job.opts);
  }

  /** Reads how durable the engine is. */
  durability(): Promise<Durability> {
    return this.engine.durability();
  }

  /** The queues that hold events and belong to partitions beyond the number there are: nobody reads them. */
  unread(): Promise<readonly string[]> {
    const { engine, name, partitions } = this.parts;
    return engine.occupied(queueNamesBeyond(name, partitions));
  }

  /** Something that takes jobs of a partition. */
  workerOf(partition: number, lease: number): Worker<InboxJob> {
    return this.engine.worker(this.nameOf(partition), lease);
  }

  /** Jobs that wait in a queue, in order, from one place to another. */
  listWaiting(queue: Queue<InboxJob>, start: number, end: number): Promise<readonly Job<InboxJob>[]> {
    return queue.getJobs([this.engine.waiting], start, end, true);
  }

  /** How many jobs wait in a queue. */
  countWaiting(queue: Queue<InboxJob>): Promise<number> {
    return queue.getJobCountByTypes(this.engine.waiting);
  }

  /** Removes the oldest jobs of a queue beyond a number. */
  async trim(queue: Queue<InboxJob>, most: number): Promise<void> {
    const { waiting } = this.engine;
    const count = await this.countWaiting(queue);
    if (count > most) await queue.clean(0, count - most, waiting === 'waiting' ? 'wait' : waiting);
  }

  /** Where something is added for a partition or an operator. */
  entranceOf(to: QueuePlace): Queue<InboxJob> {
    if (to === 'undelivered') return this.undelivered;
    if (to === 'unusable') return this.unusable;
    const queue = this.entrances[to];
    if (!queue) throw new Error(`there is no partition ${to}`);
    return queue;
  }

  /** For looks at the partitions that must not wait for an engine that is away. */
  get views(): readonly Queue<InboxJob>[] {
    return this.entrances;
  }

  /** Closes all of them. */
  async close(): Promise<void> {
    await Promise.all(this.all.map((queue) => queue.close().catch(() => undefined)));
  }

  private get all(): readonly Queue<InboxJob>[] {
    const { partitions, entrances, letters, undelivered, unusable } = this;
    return [...partitions, ...entrances, ...Object.values(letters), undelivered, unusable];
  }

  private nameOf(to: QueuePlace): string {
    return queueName(this.parts.name, to);
  }
}
