import type { AcceptedEvent } from '../../accepted-event.js';
import type { DeliveryTarget } from '../../delivery-target.js';
import type { PendingListener, QueuedEvent } from '../../engine/queued-event.js';
import { TransientMap } from '../../engine/transient-map.js';
import type { Lease } from './event-statements.js';
import { selectEvents, selectHead, toEventRow, type EventRow } from './event-statements.js';
import { partitionOf } from './partition-of.js';
import type { OwnedPartition, PartitionTable } from './partition-table.js';
import type { Transact } from './sqlite-dead-letters.js';

/** Where an event is in the file, and by what right this process delivers it. */
export interface EventRef extends Lease {
  readonly seq: number;
}

/** What the loader works with. */
export interface EventLoaderParts {
  readonly owner: () => string;
  readonly table: PartitionTable;
  readonly read: Transact;
  readonly target: DeliveryTarget;
  /** Events that may be in memory at a time. */
  readonly window: number;
  readonly size: () => number;
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

/** How many events of one key may be in memory: a key that is held up must not take the place of all others. */
const crowd = (window: number): number => Math.max(16, Math.floor(window / 64));

/** Brings events from the file, or straight from their writing, to the delivery; in order and no more than fit. */
export class EventLoader {
  private readonly perKey = new TransientMap<string, number>();
  private loading: Promise<void> | undefined;
  private stopped = false;
  /** Places in the window for the page that is being read. */
  private reserved = 0;

  constructor(private readonly parts: EventLoaderParts) {}

  /** Takes an event that this process has just written, if it is its turn; otherwise it is read when it is. */
  wrote(seq: number, event: AcceptedEvent): void {
    const partition = this.parts.table.wrote(seq, partitionOf(event));
    if (partition && this.hasRoom() && !this.stalls(partition, event.orderingKey)) {
      partition.cursor = seq;
      this.take(partition, seq, event, undefined);
    } else this.load();
  }

  /** Notes that an event has left the delivery. */
  left({ event: { orderingKey } }: QueuedEvent<EventRef>): void {
    if (orderingKey !== undefined) {
      const count = (this.perKey.get(orderingKey) ?? 1) - 1;
      if (count === 0) this.perKey.delete(orderingKey);
      else this.perKey.set(orderingKey, count);
      if (count < crowd(this.parts.window) / 2) this.parts.table.unstall(orderingKey);
    }
    this.load();
  }

  /** Reads what is due, as far as there is room. */
  load(): void {
    if (this.loading || this.stopped || !this.hasRoom()) return;
    if (this.parts.table.behind().length === 0) return;
    this.loading = this.readPage()
      .then((more) => {
        this.loading = undefined;
        if (more) this.load();
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

  private hasRoom(): boolean {
    return this.parts.size() + this.reserved < this.parts.window;
  }

  private async readPage(): Promise<boolean> {
    const { table, window, size } = this.parts;
    const group = table.behind();
    const [from] = group;
    if (!from) return false;
    const after = from.cursor;
    const limit = Math.min(PAGE, window - size());
    const partitions = group.map(({ partition }) => partition);
    this.reserved = limit;
    const [rows = [], head = []] = await this.parts.read([
      selectEvents(partitions, after, limit),
      selectHead,
    ]);
    this.reserved = 0;
    if (this.stopped) return false;
    const last = Number(head[0]?.['head'] ?? 0);
    table.sawHead(last);
    const events = rows.map(toEventRow);
    const read = new Map(group.map((partition) => [partition.partition, partition]));
    for (const row of events) this.takeRow(row, read.get(row.partition));
    const reached = events.length < limit ? last : (events.at(-1)?.seq ?? last);
    for (const { partition, epoch } of group) {
      const owned = table.find(partition, epoch);
      if (!owned || owned.stalledBy !== undefined) continue;
      owned.cursor = Math.max(owned.cursor, reached);
    }
    return true;
  }

  private takeRow(row: EventRow, partition: OwnedPartition | undefined): void {
    // Lost while the page was read, or lost and won again: then it is read from the beginning.
    if (!partition || this.parts.table.find(row.partition) !== partition) return;
    if (partition.stalledBy !== undefined) return;
    if (this.stalls(partition, row.stored.orderingKey)) {
      partition.cursor = row.seq - 1;
      return;
    }
    try {
      if (!row.intact) throw new Error('it is not what was written: the file is damaged');
      const event = this.parts.target.revive(row.stored);
      // A callback that could not be used when it was stored. Another key than the stored one is a matter of the
      // app's version: two of them would send the event to and fro.
      if (row.stored.orderingKey === undefined && partitionOf(event) !== row.partition)
        this.parts.onMisplaced(this.refOf(partition, row.seq), event);
      else this.take(partition, row.seq, event, row.pending);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.parts.onUnreadable(row, this.refOf(partition, row.seq), reason);
    }
  }

  private take(
    partition: OwnedPartition,
    seq: number,
    event: AcceptedEvent,
    pending: readonly PendingListener[] | undefined,
  ): void {
    const { orderingKey } = event;
    if (orderingKey !== undefined) this.perKey.set(orderingKey, (this.perKey.get(orderingKey) ?? 0) + 1);
    this.parts.enqueue({ ref: this.refOf(partition, seq), event, pending });
  }

  private stalls(partition: OwnedPartition, key: string | undefined): boolean {
    if (key === undefined || (this.perKey.get(key) ?? 0) < crowd(this.parts.window)) return false;
    partition.stalledBy = key;
    return true;
  }

  private refOf({ partition, epoch }: OwnedPartition, seq: number): EventRef {
    return { owner: this.parts.owner(), partition, epoch, seq };
  }
}
