import type { AcceptedEvent } from '../../accepted-event.js';
import type { DeliveryTarget } from '../../delivery-target.js';
import type { PendingListener, QueuedEvent } from '../../scheduler/queued-event.js';
import type { Lease } from './event-statements.js';
import {
  selectEvents,
  selectEventsOfKey,
  selectHead,
  toEventRow,
  type EventRow,
} from './event-statements.js';
import { KeyLimiter } from './key-limiter.js';
import { DAMAGED_EVENT } from './messages.js';
import { partitionOf } from './partition-table.js';
import type { OwnedPartition, PartitionTable, DeferredKey } from './partition-table.js';
import type { Transact } from './sqlite-dead-letters.js';

/** Where an event is in the file, and by what right this process delivers it. */
export interface EventRef extends Lease {
  readonly seq: number;
  /** Its ordering key when it was stored; the app's present version may have another. */
  readonly key: string | undefined;
}

/** What the loader works with. */
export interface EventLoaderParts {
  readonly owner: () => string;
  readonly table: PartitionTable;
  readonly read: Transact;
  readonly target: DeliveryTarget;
  /** Events that may run or wait to run at a time. */
  readonly lookAhead: number;
  /** Bytes of bodies in memory past which no more events are taken. */
  readonly lookAheadBytes: number;
  /** Events in memory. */
  readonly size: () => number;
  /** Those among them that wait for a retry, their own or that of the first of their key. */
  readonly delayed: () => number;
  readonly enqueue: (queued: QueuedEvent<EventRef>) => void;
  /** Told of an event that was stored without its key, and so is not in the partition of that. */
  readonly onMisplaced: (ref: EventRef, event: AcceptedEvent) => void;
  /** Told of an event that cannot be read any more. */
  readonly onUnreadable: (row: EventRow, ref: EventRef, reason: string) => void;
}

/**
 * Those of a page are delivered in about one turn of the event loop, and appends have to wait for it. Larger ones
 * make the delivery of a backlog no faster.
 */
const PAGE = 32;

/** Events in memory, for each that may run or wait to run: the others wait for retries, and keep nobody from running. */
const MEMORY_FACTOR = 10;

/** Brings events from the file, or straight from their writing, to the delivery; in order and no more than fit. */
export class EventLoader {
  private readonly limiter: KeyLimiter;
  private loading: Promise<void> | undefined;
  private stopped = false;
  /** Places in the look-ahead for the page that is being read. */
  private reserved = 0;
  /** Bytes of the bodies in memory. */
  private bytes = 0;
  /** Whether the last page was of a key that had been deferred: then the others have their turn. */
  private wasOfKey = false;

  constructor(private readonly parts: EventLoaderParts) {
    this.limiter = new KeyLimiter(parts.table, parts.lookAhead, () => parts.target.largestBatch ?? 1);
  }

  /** Takes an event that this process has just written, if it is its turn; otherwise it is read when it is. */
  wrote(seq: number, event: AcceptedEvent): void {
    const partition = this.parts.table.wrote(seq, partitionOf(event));
    if (!partition || this.room() <= 0) return this.load();
    partition.cursor = seq;
    const { orderingKey } = event;
    if (this.limiter.defers(partition, seq, orderingKey)) return;
    this.take(partition, this.refOf(partition, seq, orderingKey), event);
  }

  /** Notes that an event has left the delivery. */
  left({ ref: { key, partition }, event: { raw } }: QueuedEvent<EventRef>): void {
    this.bytes -= raw.length;
    this.limiter.removed(key, partition);
    this.load();
  }

  /** Reads what is due, as far as there is room. */
  load(): void {
    if (this.loading || this.stopped || this.room() <= 0) return;
    this.loading = this.readNext()
      ?.then(() => {
        this.loading = undefined;
        this.load();
      })
      .catch(() => {
        // The storage fails; that is noticed and told elsewhere, and the next look reads again.
        this.loading = undefined;
        this.reserved = 0;
      });
  }

  /** Reads nothing from now on. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.loading;
  }

  /** Events that may be taken. */
  private room(): number {
    const { lookAhead, lookAheadBytes, size, delayed } = this.parts;
    if (this.bytes >= lookAheadBytes) return 0;
    const inMemory = size() + this.reserved;
    return Math.min(lookAhead - inMemory + delayed(), lookAhead * MEMORY_FACTOR - inMemory);
  }

  private readNext(): Promise<void> | undefined {
    const group = this.parts.table.behind();
    const deferred = this.limiter.next();
    this.wasOfKey = deferred !== undefined && !(this.wasOfKey && group.length > 0);
    if (deferred && this.wasOfKey) return this.readKey(deferred);
    const [from] = group;
    return from && this.readPage(group, from.cursor);
  }

  private async readPage(group: readonly OwnedPartition[], after: number): Promise<void> {
    const { table } = this.parts;
    const limit = Math.min(PAGE, this.room());
    const partitions = group.map(({ partition }) => partition);
    const except = group.flatMap(({ deferred }) => [...deferred.keys()]);
    this.reserved = limit;
    const [rows = [], head = []] = await this.parts.read([
      selectEvents(partitions, after, limit, except),
      selectHead,
    ]);
    this.reserved = 0;
    if (this.stopped) return;
    const last = Number(head[0]?.['head'] ?? 0);
    table.sawHead(last);
    const events = rows.map(toEventRow);
    const read = new Map(group.map((partition) => [partition.partition, partition]));
    for (const row of events) {
      const partition = read.get(row.partition);
      if (partition && !this.limiter.defers(partition, row.seq, row.stored.orderingKey))
        this.takeRow(row, partition);
    }
    const reached = events.length < limit ? last : (events.at(-1)?.seq ?? last);
    for (const { partition, epoch } of group) {
      const owned = table.find(partition, epoch);
      if (!owned) continue;
      owned.cursor = Math.max(owned.cursor, reached);
      // Those of its keys that were left out of the page.
      for (const deferred of owned.deferred.values()) deferred.last = Math.max(deferred.last, owned.cursor);
    }
  }

  private async readKey(deferred: DeferredKey): Promise<void> {
    const { partition, key, cursor, last } = deferred;
    const limit = Math.min(PAGE, this.room(), this.limiter.roomFor(key));
    this.reserved = limit;
    const page = { partition: partition.partition, key, cursor, last };
    const [rows = []] = await this.parts.read([selectEventsOfKey(page, limit)]);
    this.reserved = 0;
    if (this.stopped) return;
    const events = rows.map(toEventRow);
    for (const row of events) this.takeRow(row, partition);
    this.limiter.readUpTo(deferred, events.length < limit ? last : (events.at(-1)?.seq ?? last));
  }

  private takeRow(row: EventRow, partition: OwnedPartition): void {
    // Lost while the page was read, or lost and won again: then it is read from the beginning.
    if (this.parts.table.find(row.partition) !== partition) return;
    const ref = this.refOf(partition, row.seq, row.stored.orderingKey);
    try {
      if (!row.intact) throw new Error(DAMAGED_EVENT);
      const event = this.parts.target.revive(row.stored);
      // A callback that could not be used when it was stored. Another key than the stored one is a matter of the
      // app's version: two of them would send the event to and fro.
      if (ref.key === undefined && event.orderingKey !== undefined) this.parts.onMisplaced(ref, event);
      else this.take(partition, ref, event, row.pending);
    } catch (error) {
      this.parts.onUnreadable(row, ref, error instanceof Error ? error.message : String(error));
    }
  }

  private take(
    partition: OwnedPartition,
    ref: EventRef,
    event: AcceptedEvent,
    pending?: readonly PendingListener[],
  ): void {
    this.bytes += event.raw.length;
    this.limiter.added(ref.key);
    this.parts.enqueue({ ref, event, pending, recovered: ref.seq <= partition.suspect });
  }

  private refOf({ partition, epoch }: OwnedPartition, seq: number, key: string | undefined): EventRef {
    return { owner: this.parts.owner(), partition, epoch, seq, key };
  }
}
