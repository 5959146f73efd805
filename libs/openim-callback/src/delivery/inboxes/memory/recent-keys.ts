/** Remembers keys for a while, the latest so many, to tell repetitions. */
export class RecentKeys {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly window: number,
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether the key was here within the window; notes it if not. */
  repeats(key: string): boolean {
    const last = this.seen.get(key);
    if (last !== undefined && this.now() - last < this.window) return true;
    this.seen.delete(key);
    this.seen.set(key, this.now());
    for (const [oldest, at] of this.seen) {
      if (this.seen.size <= this.most && this.now() - at < this.window) break;
      this.seen.delete(oldest);
    }
    return false;
  }
}
