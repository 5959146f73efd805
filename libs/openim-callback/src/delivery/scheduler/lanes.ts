import { Fifo, TransientMap } from './collections.js';

/** What becomes of a job when it has run: it is done, or to be run again later, holding its lane or not. */
export type JobResult = 'done' | { readonly runAgainIn: number; readonly holds: boolean };

/** A piece of work. Must not throw or reject. */
export interface Job {
  run(): JobResult | Promise<JobResult>;
}

interface Ready {
  readonly key: string | undefined;
  readonly job: Job;
}

/**
 * Jobs that are begun in one turn of the event loop beside as many as were added since the last: all of them, when
 * they wait for nothing, would keep it from turning, and callbacks would not be answered; fewer than are added would
 * never catch up.
 */
const PER_TURN = 32;

/**
 * Runs jobs: those of one key one at a time in the order they came, others side by side up to a limit. A job
 * that waits to be run again takes no place of the limit.
 */
export class Lanes {
  /** The jobs behind the one that has each busy key, null while there are none; a key that is in here is busy. */
  private readonly behind = new TransientMap<string, Fifo<Job> | null>();
  /** Keys whose first job waits to be run again. */
  private readonly held = new Set<string>();
  private readonly ready = new Fifo<Ready>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly idle: (() => void)[] = [];
  private waiting = 0;
  /** Those among the waiting that are behind a held key. */
  private waitingHeld = 0;
  private running = 0;
  /** What jobs that have ended have left for others that are not here yet. */
  private parked = 0;
  /** Jobs that may still be begun before the event loop turns. */
  private allowance = PER_TURN;
  /** Jobs added since it has turned. */
  private added = 0;
  private scheduled = false;
  private stopped = false;

  constructor(private readonly concurrency: number) {}

  /** Jobs that have not ended, and what is parked. */
  get size(): number {
    return this.running + this.ready.size + this.waiting + this.timers.size + this.parked;
  }

  /** Jobs that wait to be run again, and those behind them. */
  get delayed(): number {
    return this.timers.size + this.waitingHeld;
  }

  /** Adds a job; it does not start before the caller has gone on. */
  add(key: string | undefined, job: Job): void {
    this.added++;
    if (key !== undefined) {
      const behind = this.behind.get(key);
      if (behind !== undefined) return this.wait(key, job, behind);
      this.behind.set(key, null);
    }
    this.ready.push({ key, job });
    this.fillNextTurn();
  }

  /** Notes that so many more, or less, wait for a job that is yet to be added: till then nothing is idle. */
  park(count: number): void {
    this.parked += count;
  }

  /** Starts nothing from now on; what runs goes on. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.tellIdle();
  }

  /** Resolves when nothing runs and, unless stopped, nothing waits either. */
  whenIdle(): Promise<void> {
    return this.isIdle() ? Promise.resolve() : new Promise((resolve) => this.idle.push(resolve));
  }

  private isIdle(): boolean {
    return this.running === 0 && (this.stopped || this.size === 0);
  }

  private wait(key: string, job: Job, jobs: Fifo<Job> | null): void {
    const behind = jobs ?? new Fifo();
    behind.push(job);
    if (!jobs) this.behind.set(key, behind);
    this.waiting++;
    if (this.held.has(key)) this.waitingHeld++;
  }

  private fillNextTurn(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.allowance = PER_TURN + this.added;
      this.added = 0;
      this.fill();
    });
  }

  private fill(): void {
    while (!this.stopped && this.running < this.concurrency) {
      if (this.allowance === 0) {
        if (this.ready.size > 0) this.fillNextTurn();
        break;
      }
      const ready = this.ready.shift();
      if (!ready) break;
      this.allowance--;
      this.running++;
      const result = ready.job.run();
      if (result instanceof Promise) {
        void result.then((made) => {
          this.ended(ready, made);
          this.fill();
        });
      } else this.ended(ready, result);
    }
    if (this.idle.length > 0) this.tellIdle();
  }

  private ended({ key, job }: Ready, result: JobResult): void {
    this.running--;
    const leaves = result === 'done' || !result.holds;
    if (result !== 'done') this.runAgain({ key: leaves ? undefined : key, job }, result.runAgainIn);
    if (!leaves || key === undefined) return;
    const next = this.behind.get(key)?.shift();
    if (next) {
      this.waiting--;
      this.ready.push({ key, job: next });
    } else {
      this.behind.delete(key);
    }
  }

  private tellIdle(): void {
    if (this.isIdle()) for (const resolve of this.idle.splice(0)) resolve();
  }

  private runAgain(ready: Ready, milliseconds: number): void {
    if (this.stopped) return;
    const { key } = ready;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (key !== undefined) this.release(key);
      this.ready.push(ready);
      this.fillNextTurn();
    }, milliseconds);
    this.timers.add(timer);
    if (key !== undefined) this.hold(key);
  }

  private hold(key: string): void {
    this.held.add(key);
    this.waitingHeld += this.behind.get(key)?.size ?? 0;
  }

  private release(key: string): void {
    this.held.delete(key);
    this.waitingHeld -= this.behind.get(key)?.size ?? 0;
  }
}
