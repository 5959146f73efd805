import type { Job } from 'bullmq';
import {
  type DeadLetter,
  type DeliveryTarget,
  type QueuedEvent,
  type SettledEvent,
  type Turn,
  undeliveredLetter,
} from 'nestjs-openim-callback/inbox';
import { fromEventJob, toEventJob, type EventJob } from './event-job.js';
import { JobLease } from './job-lease.js';
import { LookAhead } from './look-ahead.js';
import type { InboxJob } from './queue-engine.js';
import { storable } from './storable.js';

/** An event in the delivery, and the turn in which it is delivered. */
export interface TurnRef {
  readonly turn: PartitionTurn;
  readonly job: Job<InboxJob>;
  /** Its ordering key when it was stored; the app's present version may have another. */
  readonly key: string | undefined;
}

/** What a turn works with. */
export interface PartitionTurnParts {
  /** The first job of the partition, with its lock. */
  readonly head: Job<InboxJob>;
  readonly token: string;
  /** Milliseconds the lock lasts. */
  readonly lease: number;
  readonly target: DeliveryTarget;
  readonly enqueue: (queued: QueuedEvent<TurnRef>) => void;
  /** Waiting jobs behind the first, in order. */
  readonly read: (start: number, end: number) => Promise<readonly Job<InboxJob>[]>;
  readonly lookAhead: number;
  /** Stores a dead letter. */
  readonly bury: (letter: DeadLetter, orderingKey: string | undefined) => Promise<void>;
}

/** Whether the first event is done with, is not, or somebody else may have it by now. */
export type TurnOutcome = 'done' | 'undone' | 'lost';

/** Milliseconds after which a first event that is not done lets others go ahead. */
const PATIENCE = 50;

/**
 * One event's time at the head of its partition. Its lock keeps every other replica from the partition, so while
 * it waits for a retry, or is slow, the events behind it are delivered in the same turn: by the same lanes, which
 * keep the order of each key. What is delivered ahead is marked, and passes when it comes to the head itself.
 */
export class PartitionTurn {
  private readonly ahead: LookAhead;
  private readonly lease: JobLease;
  private over: () => void = () => undefined;
  private readonly whenOver = new Promise<void>((resolve) => (this.over = resolve));
  private quiet: () => void = () => undefined;
  /** What is being written, one after the other. */
  private writes: Promise<void> = Promise.resolve();
  private writeFailed = false;
  private running = 0;
  private headLeft = false;
  private ended = false;
  private lost = false;

  constructor(private readonly parts: PartitionTurnParts) {
    const { head, token, lease, read, lookAhead } = parts;
    this.lease = new JobLease({
      duration: lease,
      age: Date.now() - (head.processedOn ?? Date.now()),
      extend: async () => (await head.extendLock(token, lease)) === 1,
      onLost: () => {
        this.lost = true;
        this.end();
      },
    });
    this.ahead = new LookAhead({
      read,
      keyOf: (job) => orderingKeyOf(job),
      take: (job) => this.take(job),
      limit: lookAhead,
    });
  }

  /** Delivers the first event, and others while it waits. */
  async run(): Promise<TurnOutcome> {
    const patience = setTimeout(() => void this.ahead.run(), PATIENCE);
    this.take(this.parts.head);
    await this.whenOver;
    clearTimeout(patience);
    this.ahead.stop();
    if (this.running > 0) await new Promise<void>((resolve) => (this.quiet = resolve));
    await this.writes;
    this.lease.stop();
    if (this.lost) return 'lost';
    return this.headLeft && !this.writeFailed ? 'done' : 'undone';
  }

  /** Begins nothing more; what runs ends. */
  end(): void {
    this.ended = true;
    this.over();
  }

  /** Whether an event may run now. */
  begin(): Turn {
    if (this.ended) return 'leave';
    // The engine may be away for a moment, which may yet show that nobody has taken the partition.
    if (!this.lease.isValid) return 'wait';
    this.running++;
    return 'run';
  }

  /** Whether the next listener of an event may be called. */
  mayAttempt(): boolean {
    return this.lease.isValid;
  }

  /** Notes that an event has run. */
  ran(): void {
    this.running--;
    if (this.running === 0 && this.ended) this.quiet();
  }

  /** Notes that an event has left the delivery. */
  left({ ref: { job, key } }: QueuedEvent<TurnRef>): void {
    if (!this.ended) this.finished(job, key);
  }

  /** Notes what became of an event. */
  settle({ ref: { job }, event, pending, deadLetters }: SettledEvent<TurnRef>): void {
    this.write(async () => {
      for (const letter of deadLetters) await this.parts.bury(letter, event.orderingKey);
      if (pending.length > 0) await job.updateData(storable(toEventJob(event, pending)));
      else if (job !== this.parts.head) await markDone(job);
    });
  }

  private take(job: Job<InboxJob>): void {
    const { data } = job;
    if (!isEvent(data)) {
      this.finished(job, undefined);
      return;
    }
    const key = data.orderingKey;
    try {
      const event = this.parts.target.revive(fromEventJob(data));
      this.parts.enqueue({ ref: { turn: this, job, key }, event, pending: data.pending });
    } catch (error) {
      this.buryUnreadable(job, data, error);
      this.finished(job, key);
    }
  }

  /** An event is done with: the first one ends the turn. */
  private finished(job: Job<InboxJob>, key: string | undefined): void {
    if (job !== this.parts.head) {
      this.ahead.left(key);
      return;
    }
    this.headLeft = true;
    this.end();
  }

  private buryUnreadable(job: Job<InboxJob>, data: EventJob, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const letter = undeliveredLetter(fromEventJob(data), { kind: 'unusable', reason, diedAt: Date.now() });
    this.write(async () => {
      await this.parts.bury(letter, data.orderingKey);
      if (job !== this.parts.head) await markDone(job);
    });
  }

  private write(work: () => Promise<void>): void {
    this.writes = this.writes.then(work).catch(() => {
      // Not stored: the event is delivered again.
      this.writeFailed = true;
    });
  }
}

const isEvent = (data: InboxJob): data is EventJob => 'body' in data || 'base64' in data;

const orderingKeyOf = ({ data }: Job<InboxJob>): string | undefined =>
  'orderingKey' in data ? data.orderingKey : undefined;

const markDone = (job: Job<InboxJob>): Promise<void> => job.updateData({ id: job.data.id, done: true });
