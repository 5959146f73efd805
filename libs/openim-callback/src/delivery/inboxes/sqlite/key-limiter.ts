import { TransientMap } from '../../scheduler/collections.js';
import type { OwnedPartition, PartitionTable, DeferredKey } from './partition-table.js';

/**
 * Lets only so many events of one key into memory: the later ones of a key that is held up stay in the file, and the
 * others of its partition go past them. They are read when most of the earlier ones have left.
 */
export class KeyLimiter {
  private readonly least: number;
  private readonly counts = new TransientMap<string, number>();
  /** Keys of which events were deferred and can be read now. */
  private readonly resumable = new Set<DeferredKey>();

  constructor(
    private readonly table: Pick<PartitionTable, 'find'>,
    lookAhead: number,
    /** The most events that a listener takes together. */
    private readonly largestBatch: () => number = () => 1,
  ) {
    this.least = Math.max(16, Math.floor(lookAhead / 64));
  }

  /** One batch, and one that gathers meanwhile. */
  private get most(): number {
    return Math.max(this.least, 2 * this.largestBatch());
  }

  /** Events of a key that may be taken beside those in memory. */
  roomFor(key: string): number {
    return this.most - this.countOf(key);
  }

  /** Whether an event stays in the file for now: enough of its key are in memory, or earlier ones stay too. */
  defers(partition: OwnedPartition, seq: number, key: string | undefined): boolean {
    if (key === undefined) return false;
    const deferred = partition.deferred.get(key);
    if (deferred) deferred.last = Math.max(deferred.last, seq);
    else if (this.roomFor(key) > 0) return false;
    else partition.deferred.set(key, { key, partition, cursor: seq - 1, last: seq });
    return true;
  }

  /** Notes that an event has been taken. */
  added(key: string | undefined): void {
    if (key !== undefined) this.counts.set(key, this.countOf(key) + 1);
  }

  /** Notes that an event has left the delivery. */
  removed(key: string | undefined, partition: number): void {
    if (key === undefined) return;
    const count = this.countOf(key) - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
    if (count >= this.most / 2) return;
    const deferred = this.table.find(partition)?.deferred.get(key);
    if (deferred) this.resumable.add(deferred);
  }

  /** A key whose events can be read on, if there is one. */
  next(): DeferredKey | undefined {
    for (const deferred of this.resumable) {
      if (this.table.find(deferred.partition.partition) === deferred.partition) return deferred;
      // Lost: whoever has the partition reads all of it.
      this.resumable.delete(deferred);
    }
    return undefined;
  }

  /** Notes how far the events of a key have been read. */
  readUpTo(deferred: DeferredKey, seq: number): void {
    deferred.cursor = seq;
    const caughtUp = deferred.cursor >= deferred.last;
    if (caughtUp) deferred.partition.deferred.delete(deferred.key);
    if (caughtUp || this.roomFor(deferred.key) <= 0) this.resumable.delete(deferred);
  }

  private countOf(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}
