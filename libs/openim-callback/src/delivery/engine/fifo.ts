/** First in, first out. Taking the first takes as long whatever waits behind it, unlike an array's `shift`. */
export class Fifo<T> {
  private items: T[] = [];
  private taken = 0;

  /** How many wait. */
  get size(): number {
    return this.items.length - this.taken;
  }

  /** Adds one at the end. */
  push(item: T): void {
    this.items.push(item);
  }

  /** Takes the first; undefined when there is none. */
  shift(): T | undefined {
    const item = this.items[this.taken];
    if (this.size === 0) return undefined;
    this.taken++;
    // What was taken makes up half of it by now: moving the rest costs no more than taking them did.
    if (this.taken * 2 >= this.items.length) {
      this.items = this.items.slice(this.taken);
      this.taken = 0;
    }
    return item;
  }
}
