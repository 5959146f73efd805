/** A piece of work that never rejects. */
export type Job = () => Promise<void>;

/** Runs jobs of one key one after the other in the order they came, and others side by side up to a limit. */
export class KeyedScheduler {
  /** The jobs of each key that has one running or ready; the running one is not in its list. */
  private readonly waiting = new Map<string, Job[]>();
  private readonly ready: { readonly key: string | undefined; readonly job: Job }[] = [];
  private running = 0;
  private idle: (() => void)[] = [];

  constructor(private readonly concurrency: number) {}

  /** How many jobs have not ended. */
  get size(): number {
    let size = this.running + this.ready.length;
    for (const jobs of this.waiting.values()) size += jobs.length;
    return size;
  }

  /** Adds a job; it does not start before the caller has gone on. */
  add(key: string | undefined, job: Job): void {
    const waiting = key === undefined ? undefined : this.waiting.get(key);
    if (waiting) {
      waiting.push(job);
      return;
    }
    if (key !== undefined) this.waiting.set(key, []);
    this.ready.push({ key, job });
    setImmediate(() => this.fill());
  }

  /** Resolves when nothing is left to run. */
  whenIdle(): Promise<void> {
    return this.isIdle() ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  /** Forgets what has not started. */
  clear(): void {
    this.ready.length = 0;
    this.waiting.clear();
    this.announceIdle();
  }

  private isIdle(): boolean {
    return this.running === 0 && this.ready.length === 0;
  }

  private fill(): void {
    while (this.running < this.concurrency) {
      const next = this.ready.shift();
      if (!next) return;
      this.running++;
      void next.job().finally(() => this.done(next.key));
    }
  }

  private done(key: string | undefined): void {
    this.running--;
    if (key !== undefined) this.advance(key);
    this.fill();
    this.announceIdle();
  }

  private advance(key: string): void {
    const job = this.waiting.get(key)?.shift();
    if (job) this.ready.push({ key, job });
    else this.waiting.delete(key);
  }

  private announceIdle(): void {
    if (!this.isIdle()) return;
    const listeners = this.idle;
    this.idle = [];
    for (const resolve of listeners) resolve();
  }
}
