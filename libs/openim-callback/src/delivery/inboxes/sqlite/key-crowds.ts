import { TransientMap } from '../../scheduler/collections.js';
import type { OwnedPartition, PartitionTable, PassedKey } from './partition-table.js';

/**
 * Lets only so many events of one key into memory: the later ones of a key that is held up stay in the file, and the
 * others of its partition go past them. They are read when most of the earlier ones have left.
 */
export class KeyCrowds {
  private readonly most: number;
  private readonly counts = new TransientMap<string, number>();
  /** Keys of which events were passed over and can be read now. */
  private readonly resumable = new Set<PassedKey>();

  constructor(
    private readonly table: Pick<PartitionTable, 'find'>,
    window: number,
  ) {
    this.most = Math.max(16, Math.floor(window / 64));
  }

  /** Events of a key that may be taken beside those in memory. */
  roomFor(key: string): number {
    return this.most - this.countOf(key);
  }

  /** Whether an event stays in the file for now: enough of its key are in memory, or earlier ones stay too. */
  passesOver(partition: OwnedPartition, seq: number, key: string | undefined): boolean {
    if (key === undefined) return false;
    const passed = partition.passed.get(key);
    if (passed) passed.last = Math.max(passed.last, seq);
    else if (this.roomFor(key) > 0) return false;
    else partition.passed.set(key, { key, partition, cursor: seq - 1, last: seq });
    return true;
  }

  /** Notes that an event has been taken. */
  took(key: string | undefined): void {
    if (key !== undefined) this.counts.set(key, this.countOf(key) + 1);
  }

  /** Notes that an event has left the delivery. */
  left(key: string | undefined, partition: number): void {
    if (key === undefined) return;
    const count = this.countOf(key) - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
    if (count >= this.most / 2) return;
    const passed = this.table.find(partition)?.passed.get(key);
    if (passed) this.resumable.add(passed);
  }

  /** A key whose events can be read on, if there is one. */
  next(): PassedKey | undefined {
    for (const passed of this.resumable) {
      if (this.table.find(passed.partition.partition) === passed.partition) return passed;
      // Lost: whoever has the partition reads all of it.
      this.resumable.delete(passed);
    }
    return undefined;
  }

  /** Notes how far the events of a key have been read. */
  readUpTo(passed: PassedKey, seq: number): void {
    passed.cursor = seq;
    const caughtUp = passed.cursor >= passed.last;
    if (caughtUp) passed.partition.passed.delete(passed.key);
    if (caughtUp || this.roomFor(passed.key) <= 0) this.resumable.delete(passed);
  }

  private countOf(key: string): number {
    return this.counts.get(key) ?? 0;
  }
}
