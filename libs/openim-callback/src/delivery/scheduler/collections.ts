/** First in, first out. Taking the first takes as long whatever waits behind it, unlike an array's `shift`. */
export class Fifo<T> {
  private items: T[] = [];
  private taken = 0;

  /** How many wait. */
  get size(): number {
    return this.items.length - this.taken;
  }

  /** The one that is taken next; undefined when there is none. */
  get first(): T | undefined {
    return this.items[this.taken];
  }

  /** Adds one at the end. */
  push(item: T): void {
    this.items.push(item);
  }

  /** Takes the first; undefined when there is none. */
  shift(): T | undefined {
    if (this.taken === this.items.length) return undefined;
    const item = this.items[this.taken++];
    // What was taken makes up half of it by now: moving the rest costs no more than taking them did.
    if (this.taken * 2 >= this.items.length) {
      this.items = this.items.slice(this.taken);
      this.taken = 0;
    }
    return item;
  }
}

/** Entries that may go before the rest is moved, beside as many as are left. */
const PER_TABLE = 32;

/**
 * A Map for entries that come and go, in order of arrival. In a plain one V8 links each table of entries that has
 * become too large or too small to the one that takes its place: when one of them has grown old, all that follow are
 * taken for alive until the next full collection, and so is whatever was ever put into them. Each young collection
 * then copies all that arrived since the last, instead of nothing. A new Map now and then ends the chain.
 */
export class TransientMap<Key, Value> {
  private map = new Map<Key, Value>();
  private removed = 0;

  get size(): number {
    return this.map.size;
  }

  get(key: Key): Value | undefined {
    return this.map.get(key);
  }

  set(key: Key, value: Value): void {
    this.map.set(key, value);
  }

  delete(key: Key): void {
    if (!this.map.delete(key)) return;
    this.removed++;
    // Moving what is left costs no more than removing the others did.
    if (this.removed < PER_TABLE + this.map.size) return;
    this.map = new Map(this.map);
    this.removed = 0;
  }

  /** Keys and values, the oldest first. */
  entries(): MapIterator<[Key, Value]> {
    return this.map.entries();
  }

  /** The keys, the oldest first. */
  keys(): MapIterator<Key> {
    return this.map.keys();
  }

  /** The values, the oldest first. */
  values(): MapIterator<Value> {
    return this.map.values();
  }
}
