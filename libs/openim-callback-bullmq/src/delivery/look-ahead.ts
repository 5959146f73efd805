import type { PartitionQueue, StoredRecord } from '../store/queue-store.js';
import type { KnownRecords } from './known-records.js';

/** What looking ahead works with. */
export interface LookAheadParts {
  /** Does something while nothing is removed: places would change. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  readonly partition: Pick<PartitionQueue, 'read' | 'load'>;
  /** Gives a record to the delivery. */
  readonly take: (record: StoredRecord) => void;
  /** The ordering key of a record. */
  readonly keyOf: (record: StoredRecord) => string | undefined;
  /** Told when all that was found has left the delivery, and there was no more. */
  readonly onDrained: () => void;
  /** Events that may be in memory. */
  readonly limit: number;
  /** The most events that a listener takes together. */
  readonly largestBatch: number;
  /** What is known of the partition, from the turns before this one too. */
  readonly known: KnownRecords;
}

/** Records of a page. */
const PAGE = 250;
/** Records before a page for each record of it, at most: PostgreSQL counts them for each page. */
const DEPTH = 20;
/** Records of a page behind one of which none could be taken: a long backlog of few keys is passed over quickly. */
const LARGEST_PAGE = 1000;
/** Milliseconds between looks when all was read, or enough is in memory. */
const LOOK_AGAIN = 100;

/**
 * Finds what can be delivered beside the first event of a partition. Nobody else takes from the queue meanwhile, so
 * places in it change only where delivered records are removed, and where a store shows records later than others that
 * were added after them, as PostgreSQL does: then the place before the next is another's.
 */
export class LookAhead {
  private inMemory = 0;
  private page = PAGE;
  private isAtEnd = false;
  private stopped = false;
  /** Whether there was a reason to look since the last look began. */
  private woken = false;
  private endPause: () => void = () => undefined;
  /** Events in memory up to which more are read at once. */
  private readonly enough: number;
  /** Events in memory below which more are read. */
  private readonly few: number;

  constructor(private readonly parts: LookAheadParts) {
    const { largestBatch } = parts;
    this.enough = 2 * Math.max(PAGE, largestBatch) + 1;
    this.few = Math.max(PAGE, largestBatch + 2);
  }

  /** Looks until it is stopped. */
  async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      const more = await this.look().catch(() => false);
      if (this.isDrained) this.parts.onDrained();
      if (!more || this.inMemory >= this.enough) await this.pause();
    }
  }

  /** Looks no further. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Notes that an event has left the delivery. */
  left(id: string): void {
    const { known, onDrained } = this.parts;
    this.inMemory--;
    known.left(id);
    if (known.hasDue || (this.inMemory < this.few && !this.isAtEnd)) this.wake();
    if (this.isDrained) onDrained();
  }

  /** Whether all that was found has left the delivery, and there was no more. */
  get isDrained(): boolean {
    return this.inMemory === 0 && this.isAtEnd && !this.parts.known.hasDue;
  }

  private wake(): void {
    this.woken = true;
    this.endPause();
  }

  private pause(): Promise<void> {
    if (this.woken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_AGAIN).unref();
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Says whether there may be more at once. */
  private async look(): Promise<boolean> {
    const { exclusively, known, limit } = this.parts;
    if (this.inMemory >= limit) return false;
    return exclusively(() => (known.hasDue ? this.loadDue() : this.readPage()));
  }

  private async loadDue(): Promise<boolean> {
    const { known, limit, partition } = this.parts;
    const ids = known.dueRecords(Math.min(PAGE, limit - this.inMemory));
    const records = await partition.load(ids);
    if (this.stopped) return false;
    known.loaded(ids, new Set(records.map(({ id }) => id)));
    for (const record of records) this.take(record);
    return true;
  }

  private async readPage(): Promise<boolean> {
    const { known, keyOf, limit, partition } = this.parts;
    const { place, last } = known.end;
    const size = Math.min(Math.max(this.page, Math.ceil(place / DEPTH)), LARGEST_PAGE);
    const records = await partition.read(last === undefined ? place : place - 1, place + size - 1);
    if (this.stopped) return false;
    if (last !== undefined && records[0]?.id !== last) {
      known.stepBack();
      return true;
    }
    const page = last === undefined ? records : records.slice(1);
    const before = this.inMemory;
    this.isAtEnd = page.length < size;
    for (const record of page) {
      if (this.inMemory >= limit) {
        this.isAtEnd = false;
        return false;
      }
      if (known.read(record, keyOf(record))) this.take(record);
    }
    this.page = this.inMemory === before && !this.isAtEnd ? Math.min(2 * this.page, LARGEST_PAGE) : PAGE;
    return !this.isAtEnd;
  }

  private take(record: StoredRecord): void {
    this.inMemory++;
    this.parts.take(record);
  }
}
