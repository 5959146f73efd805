import { AsyncQueue, type AsyncQueueStats, type Timers } from 'openim-sender';

/** What a burst did to the queue and to the users behind it. */
export interface BurstReport extends AsyncQueueStats {
  /** The longest that one push was held. */
  readonly longestHeldMilliseconds: number;
}

/** A burst of after callbacks through a queue as every OpenIM process has one. */
export class Burst {
  private readonly queue: AsyncQueue;
  private longestHeld = 0;

  constructor(private readonly timers: Timers) {
    this.queue = new AsyncQueue({ timers });
  }

  /**
   * Pushes the numbers from 1 to `count` all at once and resolves when the queue is empty again.
   *
   * @param send resolves to whether the event was delivered
   */
  async run(count: number, send: (number: number) => Promise<boolean>): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, index) => this.push(() => send(index + 1))));
    await this.queue.whenIdle();
  }

  /** What there is so far. */
  get report(): BurstReport {
    const { stats } = this.queue;
    return { ...stats, longestHeldMilliseconds: Math.min(this.longestHeld, stats.heldMilliseconds) };
  }

  private async push(job: () => Promise<boolean>): Promise<void> {
    const start = this.timers.now();
    await this.queue.push(job);
    this.longestHeld = Math.max(this.longestHeld, this.timers.now() - start);
  }
}
