import {
  type DeadLetter,
  type DeliveryTarget,
  type QueuedEvent,
  type Settlement,
  type Turn,
  undeliveredLetter,
} from 'nestjs-openim-callback/inbox';
import type { LeasedRecord, PartitionQueue, StoredRecord } from '../store/queue-store.js';
import { deadLetterRecord, fromEventData, isEvent, orderingKeyOf, type EventData } from '../store/records.js';
import { storable } from '../store/storable.js';
import type { KnownRecords } from './known-records.js';
import { LookAhead } from './look-ahead.js';
import { PartitionLease } from './partition-lease.js';
import { TurnWrites, type TurnWritesParts } from './turn-writes.js';

/** An event in the delivery, and the turn in which it is delivered. */
export interface TurnRef {
  readonly turn: PartitionTurn;
  readonly record: StoredRecord;
  /** Its ordering key when it was stored; the app's present version may have another. */
  readonly key: string | undefined;
}

/** What a turn works with. */
export interface PartitionTurnParts extends TurnWritesParts {
  readonly partition: Pick<PartitionQueue, 'read' | 'load' | 'remove' | 'addDeadLetter'>;
  /** The first record of the partition. */
  readonly head: LeasedRecord;
  /** Whether a process that has died may have had the events of this turn. */
  readonly recovered: boolean;
  /**
   * Milliseconds for which events behind the first are delivered although it is done; 0 for none, where no others are
   * known of.
   */
  readonly share: number;
  /** Milliseconds its lease lasts. */
  readonly lease: number;
  readonly target: DeliveryTarget;
  readonly enqueue: (queued: QueuedEvent<TurnRef>) => void;
  readonly lookAhead: number;
  /** What is known of the partition. */
  readonly known: KnownRecords;
}

/** Whether the first event is done with, is not, or somebody else may have it by now. */
export type TurnOutcome = 'done' | 'undone' | 'lost';

/** Milliseconds after which a first event that is not done lets others go ahead; one for a batch waits for them. */
const PATIENCE = 50;

/**
 * One event's time at the head of its partition. Its lease keeps every other replica from the partition, so while
 * it waits for a retry, or is slow, the events behind it are delivered in the same turn: by the same lanes, which
 * keep the order of each key. What is delivered ahead is marked, and passes when it comes to the head itself.
 */
export class PartitionTurn {
  private readonly ahead: LookAhead;
  private readonly lease: PartitionLease;
  private readonly writes: TurnWrites;
  private over: () => void = () => undefined;
  private readonly whenOver = new Promise<void>((resolve) => (this.over = resolve));
  private quiet: () => void = () => undefined;
  private running = 0;
  /** Events of this turn. */
  private count = 0;
  /** The ids of delivered records that are still in the queue. */
  private delivered: string[] = [];
  private shareIsOver: boolean;
  private headLeft = false;
  private ended = false;
  private lost = false;

  constructor(private readonly parts: PartitionTurnParts) {
    const { partition, head, lease, lookAhead, known, share, target } = parts;
    this.shareIsOver = share <= 0;
    this.writes = new TurnWrites(parts);
    known.begin(head.id);
    this.lease = new PartitionLease({
      duration: lease,
      age: Date.now() - head.leasedAt,
      extend: () => head.extend(),
      onLost: () => {
        this.lost = true;
        this.end();
      },
    });
    this.ahead = new LookAhead({
      exclusively: (work) => this.writes.exclusively(work),
      partition,
      onDrained: () => {
        if (this.headLeft) this.end();
      },
      keyOf: ({ data }) => orderingKeyOf(data),
      take: (record) => this.take(record),
      limit: lookAhead,
      largestBatch: target.largestBatch ?? 1,
      known,
    });
  }

  /** Delivers the first event, and others while it waits. */
  async run(): Promise<TurnOutcome> {
    const isPatient =
      this.shareIsOver && !this.parts.known.hasDue && (this.parts.target.largestBatch ?? 1) === 1;
    const patience = setTimeout(() => void this.ahead.run(), isPatient ? PATIENCE : 0);
    const share = setTimeout(() => this.endShare(), this.parts.share);
    this.take(this.parts.head);
    await this.whenOver;
    clearTimeout(patience);
    clearTimeout(share);
    this.ahead.stop();
    if (this.running > 0) await new Promise<void>((resolve) => (this.quiet = resolve));
    await this.writes.flush();
    this.lease.stop();
    if (this.lost) {
      this.parts.known.clear();
      // Whoever has the partition by now need not deliver it.
      if (this.headLeft) this.writes.write(() => markDone(this.parts.head));
      await this.writes.flush();
      return 'lost';
    }
    return this.headLeft && !this.writes.isIncomplete ? 'done' : 'undone';
  }

  /** How many events were looked at. */
  get size(): number {
    return this.count;
  }

  /** Begins nothing more; what runs ends. */
  end(): void {
    this.ended = true;
    this.over();
  }

  /** Whether an event may run now. */
  begin(): Turn {
    if (this.ended) return 'leave';
    // What cannot be stored would be delivered again. The store may be away for a moment, which may yet show that nobody
    // has taken the partition.
    if (this.writes.isFailing || !this.lease.isValid) return 'wait';
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
  left({ ref: { record } }: QueuedEvent<TurnRef>): void {
    if (!this.ended) this.finished(record);
  }

  /** Notes what became of an event. */
  settle(settlement: Settlement<TurnRef>): void {
    const { ref, pending, deadLetters } = settlement;
    if (pending.length === 0 && deadLetters.length === 0) this.isDelivered(ref.record);
    this.writes.write(() => this.store(settlement));
  }

  /** Notes that an attempt begins; resolves when that is stored. */
  async note(settlement: Settlement<TurnRef>): Promise<void> {
    this.settle(settlement);
    await this.writes.flush();
  }

  /** Stores nothing any more, and waits for nothing: what is being stored may never be answered. */
  abandon(): void {
    this.writes.abandon();
    this.lease.stop();
  }

  private async store({ ref: { record, key }, pending, deadLetters }: Settlement<TurnRef>): Promise<void> {
    for (const letter of deadLetters) await this.addDeadLetter(letter, key);
    if (pending.length > 0) {
      if (isEvent(record.data)) await record.update(storable({ ...record.data, pending }));
      return;
    }
    if (deadLetters.length > 0) this.isDelivered(record);
    await this.removeDelivered(record);
  }

  /** Notes that a record can be removed. */
  private isDelivered({ id }: StoredRecord): void {
    if (id !== this.parts.head.id) this.delivered = [...this.delivered, id];
  }

  /**
   * Removes it, with all that were delivered while something else was stored. The first record of the partition stays
   * until the turn is over, but later events of its key must not be gone before it is marked.
   */
  private async removeDelivered(record: StoredRecord): Promise<void> {
    if (record === this.parts.head) {
      if (!this.shareIsOver) await markDone(record);
      return;
    }
    if (!this.delivered.includes(record.id)) return;
    const { delivered, parts } = this;
    await parts.partition.remove(parts.known.placed(delivered));
    this.delivered = this.delivered.slice(delivered.length);
    parts.known.removed(delivered);
  }

  private take(record: StoredRecord): void {
    const { data } = record;
    this.count++;
    if (!isEvent(data)) {
      this.isDelivered(record);
      this.writes.write(() => this.removeDelivered(record));
      this.finished(record);
      return;
    }
    const key = data.orderingKey;
    try {
      const event = this.parts.target.revive(fromEventData(data));
      const { recovered } = this.parts;
      this.parts.enqueue({ ref: { turn: this, record, key }, event, pending: data.pending, recovered });
    } catch (error) {
      this.setUnreadableAside(record, data, error);
      this.finished(record);
    }
  }

  /** An event is done with: the first one ends the turn. */
  private finished(record: StoredRecord): void {
    if (record !== this.parts.head) {
      this.ahead.left(record.id);
      return;
    }
    this.headLeft = true;
    if (this.shareIsOver || this.ahead.isDrained) this.end();
  }

  private endShare(): void {
    this.shareIsOver = true;
    if (this.headLeft) this.end();
  }

  private setUnreadableAside(record: StoredRecord, data: EventData, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const letter = undeliveredLetter(fromEventData(data), { kind: 'unusable', reason, diedAt: Date.now() });
    this.writes.write(async () => {
      await this.addDeadLetter(letter, data.orderingKey);
      this.isDelivered(record);
      await this.removeDelivered(record);
    });
  }

  private addDeadLetter(letter: DeadLetter, orderingKey: string | undefined): Promise<void> {
    return this.parts.partition.addDeadLetter(letter.kind, deadLetterRecord(letter, orderingKey));
  }
}

/** Marks an event that is delivered and cannot be removed yet. */
export const markDone = (record: StoredRecord): Promise<void> => record.update({ id: record.id, done: true });
