/** Work for an {@link AsyncQueue}: it has failed when it rejects or resolves to false. */
export type Job = () => Promise<unknown>;

/** Sizes of an {@link AsyncQueue}; the defaults are open-im-server's. */
export interface AsyncQueueOptions {
  /** Jobs in work at a time. @default 2 */
  readonly workers?: number;
  /** Jobs that wait for a worker. @default 100 */
  readonly slots?: number;
  /** Milliseconds that a push into a full queue waits before it drops its job. @default 3000 */
  readonly pushWaitMilliseconds?: number;
  /** @default the real clock */
  readonly timers?: Timers;
}

/** What has happened in an {@link AsyncQueue} so far. */
export interface AsyncQueueStats {
  readonly delivered: number;
  /** OpenIM neither retries nor logs these. */
  readonly failed: number;
  /** OpenIM does not log these either. */
  readonly dropped: number;
  /** How long pushes have waited, all together: time by which users' requests were slowed. */
  readonly heldMilliseconds: number;
}

interface WaitingPush {
  readonly job: Job;
  readonly admit: () => void;
}

/**
 * The queue of after callbacks that every open-im-server process has (openimsdk/tools, mq/memamq; v3.8.1 and
 * later): two workers, a hundred slots, and a push that waits three seconds for a slot, holding up the user's
 * request, and then drops the event without a trace.
 *
 * @example
 * const queue = new AsyncQueue();
 * await queue.push(async () => (await sender.send('afterSendSingleMsg')).status !== null);
 */
export class AsyncQueue {
  private readonly settings: Required<AsyncQueueOptions>;
  private readonly queued: Job[] = [];
  private readonly waiting = new Set<WaitingPush>();
  private readonly idleListeners = new Set<() => void>();
  private readonly counts = { delivered: 0, failed: 0, dropped: 0, heldMilliseconds: 0 };
  private working = 0;

  /** @throws {RangeError} for less than one worker or slot, where OpenIM's queue panics */
  constructor(options: AsyncQueueOptions = {}) {
    this.settings = {
      workers: options.workers ?? 2,
      slots: options.slots ?? 100,
      pushWaitMilliseconds: options.pushWaitMilliseconds ?? 3000,
      timers: options.timers ?? systemTimers,
    };
    if (!(this.settings.workers >= 1) || !(this.settings.slots >= 1)) {
      throw new RangeError('workers and slots must be greater than 0');
    }
  }

  /** A snapshot of the counters. */
  get stats(): AsyncQueueStats {
    return { ...this.counts };
  }

  /** Resolves as soon as the job has a slot or a worker, or when it is dropped. Never rejects. */
  push(job: Job): Promise<'queued' | 'dropped'> {
    if (!this.isFull()) {
      this.enqueue(job);
      return Promise.resolve('queued');
    }
    const { timers, pushWaitMilliseconds } = this.settings;
    const start = timers.now();
    return new Promise((resolve) => {
      const finish = (result: 'queued' | 'dropped'): void => {
        this.waiting.delete(push);
        this.counts.heldMilliseconds += timers.now() - start;
        resolve(result);
      };
      const cancel = timers.start(() => {
        this.counts.dropped++;
        finish('dropped');
        this.reportIdle();
      }, pushWaitMilliseconds);
      const push: WaitingPush = {
        job,
        admit: () => {
          cancel();
          finish('queued');
        },
      };
      this.waiting.add(push);
    });
  }

  /** Resolves when nothing is in work, queued or waiting to be queued. */
  whenIdle(): Promise<void> {
    if (this.isIdle()) return Promise.resolve();
    return new Promise((resolve) => {
      this.idleListeners.add(resolve);
    });
  }

  private enqueue(job: Job): void {
    if (this.working < this.settings.workers) void this.work(job);
    else this.queued.push(job);
  }

  private async work(first: Job): Promise<void> {
    this.working++;
    for (let job: Job | undefined = first; job !== undefined; job = this.takeNext()) {
      if (await succeeds(job)) this.counts.delivered++;
      else this.counts.failed++;
    }
    this.working--;
    this.reportIdle();
  }

  /** Takes the oldest queued job; its slot goes to the push that has waited longest. */
  private takeNext(): Job | undefined {
    const next = this.queued.shift();
    const [push] = this.waiting;
    if (push !== undefined) {
      push.admit();
      this.queued.push(push.job);
    }
    return next;
  }

  private isFull(): boolean {
    return this.working >= this.settings.workers && this.queued.length >= this.settings.slots;
  }

  private isIdle(): boolean {
    return this.working === 0 && this.queued.length === 0 && this.waiting.size === 0;
  }

  private reportIdle(): void {
    if (!this.isIdle()) return;
    for (const listener of this.idleListeners) listener();
    this.idleListeners.clear();
  }
}

async function succeeds(job: Job): Promise<boolean> {
  try {
    return (await job()) !== false;
  } catch {
    return false;
  }
}

/** The clock of an {@link AsyncQueue}; tests bring their own. */
export interface Timers {
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Calls `callback` once after the given time, unless the returned function is called before. */
  start(callback: () => void, milliseconds: number): () => void;
}

/** The real clock. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  start: (callback, milliseconds) => {
    const timer = setTimeout(callback, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};
