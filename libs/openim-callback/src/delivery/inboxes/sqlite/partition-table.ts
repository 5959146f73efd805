import { crc32 } from 'node:zlib';
import type { StoredEvent } from '../../accepted-event.js';
import { PARTITIONS } from './database/schema.js';

/** The partition of an event: that of its ordering key, or any when it may be delivered in any order. */
export const partitionOf = ({ orderingKey, id }: StoredEvent): number =>
  crc32(orderingKey ?? id) % PARTITIONS;

/** A key of which so many events are in memory that the later ones stay in the file for now. */
export interface DeferredKey {
  readonly key: string;
  readonly partition: OwnedPartition;
  /** Its events up to this number have been taken. */
  cursor: number;
  /** Those after that, up to this number, were deferred. */
  last: number;
}

/** What this process knows of a partition it owns. */
export interface OwnedPartition {
  readonly partition: number;
  readonly epoch: number;
  /** Events up to this number were there when a process died that had the partition. */
  readonly suspect: number;
  /** Events up to this number have been taken from the file, or deferred. */
  cursor: number;
  /** Events that are being delivered. */
  running: number;
  /** Keys of which events were deferred. */
  readonly deferred: Map<string, DeferredKey>;
}

/**
 * Which partitions this process owns, and how far each was read. Events it has written itself need not be read
 * back: as long as the numbers show that nobody else has written in between, they are taken as they are.
 */
export class PartitionTable {
  private readonly owned = new Map<number, OwnedPartition>();
  /** Partitions on their way to another process: nothing of them is begun any more. */
  private readonly leaving = new Map<number, OwnedPartition>();
  /** The highest number that is known to be given. */
  private head = 0;

  /** Forgets everything: the file is another one. */
  reset(): void {
    this.owned.clear();
    this.leaving.clear();
    this.head = 0;
  }

  /**
   * Takes note of what the file says this process owns, and lets go of what it has beyond its share.
   *
   * @param leases the epochs of its partitions
   * @param suspects up to which number their events are suspect
   */
  update(
    leases: ReadonlyMap<number, number>,
    share: number,
    suspects: ReadonlyMap<number, number> = new Map(),
  ): void {
    for (const table of [this.owned, this.leaving]) {
      for (const { partition, epoch } of table.values()) {
        if (leases.get(partition) !== epoch) table.delete(partition);
      }
    }
    for (const [partition, epoch] of leases) {
      if (this.leaving.has(partition) || this.owned.has(partition)) continue;
      this.owned.set(partition, {
        partition,
        epoch,
        suspect: suspects.get(partition) ?? 0,
        cursor: 0,
        running: 0,
        deferred: new Map(),
      });
    }
    for (const each of [...this.owned.values()].slice(share)) {
      this.owned.delete(each.partition);
      this.leaving.set(each.partition, each);
    }
  }

  /** Partitions that can be given back by now. */
  released(): number[] {
    return [...this.leaving.values()]
      .filter(({ running }) => running === 0)
      .map(({ partition }) => partition);
  }

  /** The partition, when this process owns it, in that epoch if one is given. */
  find(partition: number, epoch?: number): OwnedPartition | undefined {
    const owned = this.owned.get(partition);
    return epoch === undefined || owned?.epoch === epoch ? owned : undefined;
  }

  /** The partition whether it is owned still or leaving. */
  findAny(partition: number, epoch: number): OwnedPartition | undefined {
    const found = this.owned.get(partition) ?? this.leaving.get(partition);
    return found?.epoch === epoch ? found : undefined;
  }

  /** Notes that an event was written by this process. Gives its partition if the event may be taken as it is. */
  wrote(seq: number, partition: number): OwnedPartition | undefined {
    const previous = this.head;
    this.head = Math.max(this.head, seq);
    const owned = this.owned.get(partition);
    if (seq !== previous + 1) return undefined;
    for (const each of this.owned.values()) {
      if (each.cursor === previous && each.partition !== partition) each.cursor = seq;
    }
    return owned?.cursor === previous ? owned : undefined;
  }

  /** Notes that numbers up to this one have been given. */
  sawHead(seq: number): void {
    this.head = Math.max(this.head, seq);
  }

  /** The partitions that are furthest behind, which can be read together; none when all are up to date. */
  behind(): OwnedPartition[] {
    // Asked for every event that leaves: mostly all are up to date.
    let lowest = this.head;
    for (const { cursor } of this.owned.values()) if (cursor < lowest) lowest = cursor;
    if (lowest === this.head) return [];
    return [...this.owned.values()].filter(({ cursor }) => cursor === lowest);
  }
}
