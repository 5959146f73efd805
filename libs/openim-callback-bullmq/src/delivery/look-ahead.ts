import type { StoredRecord } from '../store/queue-store.js';

/** What looking ahead works with. */
export interface LookAheadParts {
  /** Waiting records of the partition in order, from one place to another, both included. */
  readonly read: (first: number, last: number) => Promise<readonly StoredRecord[]>;
  /** Waiting records by their ids, in that order. */
  readonly load: (ids: readonly string[]) => Promise<readonly StoredRecord[]>;
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
}

const PAGE = 100;
/** Milliseconds between looks when all was read, or enough is in memory. */
const LOOK_AGAIN = 100;
/** Events of one key in memory, at least: a key that is held up must not take the place of all others. */
const CROWD = 16;

/** What is known of a key. */
interface Key {
  /** Its events in memory. */
  count: number;
  /** The ids of those that were passed over, in order. */
  readonly passed: string[];
}

/**
 * Finds what can be delivered beside the first event of a partition. Nobody else takes from the queue meanwhile, so
 * places in it change only where delivered records are removed, and where a store shows records later than others that
 * were added after them, as PostgreSQL does: then the place before the next is another's, and all is read again.
 */
export class LookAhead {
  /** The ids of the records before the next place, in order: in memory, or passed over. */
  private before: string[] = [];
  private readonly known = new Set<string>();
  private readonly keys = new Map<string, Key>();
  /** Keys of which events were passed over, and few or none are in memory any more. */
  private readonly next = new Set<string>();
  private inMemory = 0;
  private isAtEnd = false;
  private stopped = false;
  /** Events of one key that may be in memory: a batch, and one that gathers meanwhile. */
  private readonly crowd: number;
  /** Events of one key in memory at which those that were passed over are read. */
  private readonly refill: number;
  /** Events in memory up to which more are read at once. */
  private readonly enough: number;
  /** Events in memory below which more are read. */
  private readonly few: number;
  private wake: () => void = () => undefined;

  constructor(private readonly parts: LookAheadParts) {
    const batch = parts.largestBatch > 1 ? parts.largestBatch : 0;
    this.crowd = Math.max(CROWD, 2 * batch);
    this.refill = batch;
    this.enough = Math.max(2 * PAGE, 2 * batch + 1);
    this.few = Math.max(PAGE, batch + 2);
  }

  /** Looks until it is stopped. */
  async run(): Promise<void> {
    while (!this.stopped) {
      const before = this.inMemory;
      const more = await this.look().catch(() => false);
      if (this.isDrained) this.parts.onDrained();
      if (!more || this.inMemory >= this.enough) await this.pause(before);
    }
  }

  /** Looks no further. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** Notes that an event has left the delivery. */
  left(key: string | undefined): void {
    this.inMemory--;
    const known = key === undefined ? undefined : this.keys.get(key);
    if (key !== undefined && known && --known.count <= this.refill) {
      if (known.passed.length > 0) this.next.add(key);
      else if (known.count === 0) this.keys.delete(key);
    }
    if (this.inMemory < this.few && !this.isAtEnd) this.wake();
    if (this.next.size > 0) this.wake();
    if (this.isDrained) this.parts.onDrained();
  }

  /** Notes that delivered records are not in the queue any more. Nothing may be read meanwhile. */
  removed(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.before = this.before.filter((id) => !gone.has(id));
    for (const id of ids) this.known.delete(id);
  }

  /** Whether all that was found has left the delivery, and there was no more. */
  get isDrained(): boolean {
    return this.inMemory === 0 && this.isAtEnd && this.next.size === 0;
  }

  private pause(before: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.wake(), LOOK_AGAIN).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      // It may have left while nobody waited.
      if (this.inMemory < before && this.inMemory < this.few && !this.isAtEnd) this.wake();
    });
  }

  /** Says whether there may be more at once. */
  private async look(): Promise<boolean> {
    if (this.inMemory >= this.parts.limit) return false;
    const [key] = this.next;
    return key === undefined ? this.readPage() : this.loadPassed(key);
  }

  private async loadPassed(key: string): Promise<boolean> {
    const known = this.keys.get(key);
    if (!known) return this.next.delete(key);
    const ids = known.passed.slice(0, this.crowd - known.count);
    const records = await this.parts.load(ids);
    if (this.stopped) return false;
    this.next.delete(key);
    known.passed.splice(0, ids.length);
    for (const record of records) this.give(record, known);
    if (known.count === 0 && known.passed.length === 0) this.keys.delete(key);
    else if (known.count === 0) this.next.add(key);
    return true;
  }

  private async readPage(): Promise<boolean> {
    const start = this.before.length;
    const last = this.before.at(-1);
    const records = await this.parts.read(last === undefined ? start : start - 1, start + PAGE - 1);
    if (this.stopped) return false;
    if (last !== undefined && records[0]?.id !== last) {
      this.before = [];
      return true;
    }
    const page = last === undefined ? records : records.slice(1);
    this.isAtEnd = page.length < PAGE;
    for (const record of page) {
      if (this.inMemory >= this.parts.limit) {
        this.isAtEnd = false;
        return false;
      }
      this.before.push(record.id);
      this.consider(record);
    }
    return !this.isAtEnd;
  }

  private consider(record: StoredRecord): void {
    if (this.known.has(record.id)) return;
    this.known.add(record.id);
    const name = this.parts.keyOf(record);
    if (name === undefined) return this.give(record, undefined);
    const key = this.keys.get(name) ?? { count: 0, passed: [] };
    this.keys.set(name, key);
    if (key.count >= this.crowd || key.passed.length > 0) key.passed.push(record.id);
    else this.give(record, key);
  }

  private give(record: StoredRecord, key: Key | undefined): void {
    if (key) key.count++;
    this.inMemory++;
    this.parts.take(record);
  }
}
