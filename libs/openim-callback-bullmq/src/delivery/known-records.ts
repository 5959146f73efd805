import type { PlacedRecord, StoredRecord } from '../store/queue-store.js';

/** Records whose places are counted together. */
const PAGE = 100;
/** Events of one key in memory, at least: a key that is held up must not take the place of all others. */
const CROWD = 16;

/** The records of a page in order; those that are gone leave no gap. */
type Page = Set<string>;

interface Known {
  readonly key: string | undefined;
  /** Where it is; undefined when that is not certain any more. */
  page: Page | undefined;
}

/** What is known of a key. */
interface Key {
  /** Its records in the delivery, in order. */
  readonly taken: Set<string>;
  /** Those behind them that were passed over, in order. */
  passed: string[];
}

/**
 * What a replica has seen of the records behind the head of a partition. It outlives the turns of the heads: the backlog
 * of a hot key is read once, and not again for each event of it that comes to the head.
 */
export class KnownRecords {
  private readonly records = new Map<string, Known>();
  private readonly keys = new Map<string | undefined, Key>();
  /** Keys whose passed over records can be loaded. */
  private readonly due = new Set<string | undefined>();
  private pages: Page[] = [];
  /** Records in the pages. */
  private count = 0;
  /** Pages to forget when the places have changed once more. */
  private back = 1;
  /** Events of one key that may be in memory: a batch, and one that gathers meanwhile. */
  private readonly crowd: number;
  /** Events of one key in memory at which those that were passed over are loaded. */
  private readonly refill: number;

  /** @param largestBatch the most events that a listener takes together */
  constructor(largestBatch: number) {
    this.refill = largestBatch > 1 ? largestBatch : 0;
    this.crowd = Math.max(CROWD, 2 * this.refill);
  }

  /** A turn begins: what was in memory is not any more, and the head is not behind itself. */
  begin(head: string): void {
    this.forget(head);
    for (const [name, key] of this.keys) {
      key.passed = [...key.taken, ...key.passed].filter((id) => id !== head);
      key.taken.clear();
      this.settleKey(name, key);
    }
    this.dropEmptyPages();
  }

  /** Forgets everything: somebody else had the partition. */
  clear(): void {
    this.records.clear();
    this.keys.clear();
    this.due.clear();
    this.pages = [];
    this.count = 0;
  }

  /** Whether records were passed over that can be loaded. */
  get hasDue(): boolean {
    return this.due.size > 0;
  }

  /** The place behind all that were read, and the record before it. */
  get end(): { readonly place: number; readonly last: string | undefined } {
    return { place: this.count, last: [...(this.pages.at(-1) ?? [])].at(-1) };
  }

  /**
   * Notes what was read at the end.
   *
   * @returns whether it is to be taken; otherwise it is known, or passed over
   */
  read({ id }: StoredRecord, name: string | undefined): boolean {
    this.back = 1;
    const page = this.openPage();
    const before = this.records.get(id);
    if (before) this.detach(id, before);
    page.add(id);
    this.count++;
    if (before) {
      before.page = page;
      return false;
    }
    this.records.set(id, { key: name, page });
    const key = this.keys.get(name) ?? { taken: new Set(), passed: [] };
    this.keys.set(name, key);
    const takes = key.passed.length === 0 && this.room(name, key) > 0;
    if (takes) key.taken.add(id);
    else key.passed.push(id);
    return takes;
  }

  /**
   * The record before the end is not where it was: somebody else had the partition, or one is shown later than others
   * behind it, as PostgreSQL does. What is near the end is read again, and more of it each time.
   */
  stepBack(): void {
    for (const page of this.pages.splice(-this.back)) {
      this.count -= page.size;
      for (const id of page) {
        const known = this.records.get(id);
        if (known) known.page = undefined;
      }
    }
    this.back *= 2;
  }

  /** Records that can be loaded, as many of each key as may be in memory, in order. */
  dueRecords(most: number): readonly string[] {
    const ids: string[] = [];
    for (const name of this.due) {
      const key = this.keys.get(name);
      if (key) ids.push(...key.passed.slice(0, Math.min(this.room(name, key), most - ids.length)));
      if (ids.length >= most) break;
    }
    return ids;
  }

  /** Notes which of the due records were there: they are to be taken, the others are gone. */
  loaded(ids: readonly string[], found: ReadonlySet<string>): void {
    for (const id of ids) {
      const name = this.records.get(id)?.key;
      const key = this.keys.get(name);
      if (!key) continue;
      key.passed.shift();
      if (found.has(id)) key.taken.add(id);
      else this.forget(id);
      this.settleKey(name, key);
    }
    this.dropEmptyPages();
  }

  /** Notes that a record has left the delivery. */
  left(id: string): void {
    const name = this.records.get(id)?.key;
    const key = this.keys.get(name);
    if (key?.taken.delete(id)) this.settleKey(name, key);
  }

  /** Notes that records are not in the queue any more. */
  removed(ids: readonly string[]): void {
    for (const id of ids) {
      this.left(id);
      this.forget(id);
    }
    this.dropEmptyPages();
  }

  /** Records with the places where they were seen. */
  placed(ids: readonly string[]): readonly PlacedRecord[] {
    const starts = new Map<Page, number>();
    let start = 0;
    for (const page of this.pages) {
      starts.set(page, start);
      start += page.size;
    }
    return ids.map((id) => {
      const page = this.records.get(id)?.page;
      const first = page && starts.get(page);
      return page && first !== undefined ? { id, place: first + [...page].indexOf(id) } : { id };
    });
  }

  private openPage(): Page {
    const last = this.pages.at(-1);
    if (last && last.size < PAGE) return last;
    const page: Page = new Set();
    this.pages.push(page);
    return page;
  }

  private dropEmptyPages(): void {
    if (this.pages.some(({ size }) => size === 0)) this.pages = this.pages.filter(({ size }) => size > 0);
  }

  private detach(id: string, { page }: Known): void {
    if (page?.delete(id)) this.count--;
  }

  private forget(id: string): void {
    const known = this.records.get(id);
    if (!known) return;
    this.detach(id, known);
    this.records.delete(id);
  }

  /** Records of a key that may be taken beside those in memory; those without a key do not wait for each other. */
  private room(name: string | undefined, { taken }: Key): number {
    return name === undefined ? Infinity : this.crowd - taken.size;
  }

  private settleKey(name: string | undefined, { taken, passed }: Key): void {
    if (passed.length > 0 && (taken.size <= this.refill || name === undefined)) this.due.add(name);
    else this.due.delete(name);
    if (passed.length === 0 && taken.size === 0) this.keys.delete(name);
  }
}
