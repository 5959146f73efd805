import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredRecord } from '../store/queue-store.js';

/** What looking ahead works with. */
export interface LookAheadParts {
  /** Waiting records of the partition in order, from one place to another, both included. */
  readonly read: (first: number, last: number) => Promise<readonly StoredRecord[]>;
  /** Gives a record to the delivery. */
  readonly take: (record: StoredRecord) => void;
  /** The ordering key of a record. */
  readonly keyOf: (record: StoredRecord) => string | undefined;
  /** Events that may be in memory. */
  readonly limit: number;
}

const PAGE = 100;
/** Milliseconds between looks when all was read. */
const LOOK_AGAIN = 100;
/** Events of one key in memory: a key that is held up must not take the place of all others. */
const CROWD = 16;

/**
 * Finds what can be delivered while the first event of a partition waits. Nobody else takes from the queue meanwhile,
 * so places in it change only where a store shows records later than others that were added after them, as PostgreSQL
 * does: then the place before the next is another's, and all is read again.
 */
export class LookAhead {
  /** Those in memory or delivered: their places may be read again. */
  private readonly taken = new Set<string>();
  private readonly perKey = new Map<string, number>();
  private readonly crowded = new Set<string>();
  private cursor = 0;
  /** The record at the place before the cursor. */
  private last: string | undefined;
  private inMemory = 0;
  private stopped = false;

  constructor(private readonly parts: LookAheadParts) {}

  /** Looks until it is stopped. */
  async run(): Promise<void> {
    while (!this.stopped) {
      const more = this.inMemory < this.parts.limit && (await this.readPage().catch(() => false));
      if (!more) await sleep(LOOK_AGAIN, undefined, { ref: false });
    }
  }

  /** Looks no further. */
  stop(): void {
    this.stopped = true;
  }

  /** Notes that an event has left the delivery. */
  left(key: string | undefined): void {
    this.inMemory--;
    if (key === undefined) return;
    const count = (this.perKey.get(key) ?? 1) - 1;
    if (count > 0) {
      this.perKey.set(key, count);
      return;
    }
    this.perKey.delete(key);
    // Those that were passed over are next.
    if (this.crowded.delete(key)) this.rewind();
  }

  private rewind(): void {
    this.cursor = 0;
    this.last = undefined;
  }

  private async readPage(): Promise<boolean> {
    const { cursor, last } = this;
    const start = last === undefined ? cursor : cursor - 1;
    const records = await this.parts.read(start, cursor + PAGE - 1);
    if (this.stopped || this.cursor !== cursor) return !this.stopped;
    if (last !== undefined && records[0]?.id !== last) {
      this.rewind();
      return true;
    }
    for (const record of last === undefined ? records : records.slice(1)) {
      if (this.inMemory >= this.parts.limit) return false;
      this.cursor++;
      this.last = record.id;
      this.consider(record);
    }
    return this.cursor === cursor + PAGE;
  }

  private consider(record: StoredRecord): void {
    const { id } = record;
    if (this.taken.has(id)) return;
    const key = this.parts.keyOf(record);
    if (key !== undefined) {
      const count = this.perKey.get(key) ?? 0;
      if (count >= CROWD) this.crowded.add(key);
      if (this.crowded.has(key)) return;
      this.perKey.set(key, count + 1);
    }
    this.taken.add(id);
    this.inMemory++;
    this.parts.take(record);
  }
}
