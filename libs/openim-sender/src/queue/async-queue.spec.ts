import fc from 'fast-check';
import { ManualTimers } from '../../../../test/support/manual-timers.js';
import { type AsyncQueueOptions, AsyncQueue, systemTimers } from './async-queue.js';

interface Bench {
  readonly queue: AsyncQueue;
  readonly timers: ManualTimers;
  /** Jobs that have started and not finished, oldest first. */
  readonly started: { readonly id: number; readonly finish: (result?: unknown) => void }[];
  readonly push: (id: number) => Promise<'queued' | 'dropped'>;
}

function bench(options: AsyncQueueOptions = {}): Bench {
  const timers = new ManualTimers();
  const queue = new AsyncQueue({ timers, ...options });
  const started: Bench['started'] = [];
  return {
    queue,
    timers,
    started,
    push: (id) =>
      queue.push(
        () =>
          new Promise((resolve) => {
            started.push({ id, finish: resolve });
          }),
      ),
  };
}

/** Lets all promises that can settle do so. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('AsyncQueue', () => {
  it('works on two jobs at a time, in order', async () => {
    const { queue, started, push } = bench();
    for (let id = 0; id < 5; id++) expect(await push(id)).toBe('queued');
    expect(started.map(({ id }) => id)).toEqual([0, 1]);
    started[1]?.finish();
    await settle();
    expect(started.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(queue.stats).toMatchObject({ delivered: 1, failed: 0, dropped: 0 });
  });

  it('takes 102 jobs at once and drops the rest after three seconds', async () => {
    const { queue, timers, push } = bench();
    const pushes = Array.from({ length: 110 }, (_, id) => push(id));
    const results: string[] = [];
    for (const pushed of pushes) void pushed.then((result) => results.push(result));
    await settle();
    expect(results).toEqual(Array.from({ length: 102 }, () => 'queued'));
    timers.advance(2999);
    await settle();
    expect(results).toHaveLength(102);
    timers.advance(1);
    await settle();
    expect(results.slice(102)).toEqual(Array.from({ length: 8 }, () => 'dropped'));
    expect(queue.stats).toEqual({ delivered: 0, failed: 0, dropped: 8, heldMilliseconds: 8 * 3000 });
  });

  it('gives a free slot to the push that waits longest', async () => {
    const { queue, timers, started, push } = bench({ workers: 1, slots: 1 });
    await push(0);
    await push(1);
    const third = push(2);
    const fourth = push(3);
    timers.advance(1000);
    started[0]?.finish();
    await expect(third).resolves.toBe('queued');
    timers.advance(2000);
    await expect(fourth).resolves.toBe('dropped');
    expect(timers.count).toBe(0);
    expect(queue.stats).toMatchObject({ delivered: 1, dropped: 1, heldMilliseconds: 1000 + 3000 });
    started[1]?.finish();
    await settle();
    started[2]?.finish();
    await queue.whenIdle();
    expect(started.map(({ id }) => id)).toEqual([0, 1, 2]);
    expect(queue.stats.delivered).toBe(3);
  });

  it('counts a job that rejects, throws or resolves to false as failed, and goes on', async () => {
    const { queue } = bench({ workers: 1 });
    await queue.push(() => Promise.reject(new Error('down')));
    await queue.push(() => {
      throw new Error('at once');
    });
    await queue.push(() => Promise.resolve(false));
    await queue.push(() => Promise.resolve(true));
    await queue.push(() => Promise.resolve());
    await queue.whenIdle();
    expect(queue.stats).toEqual({ delivered: 2, failed: 3, dropped: 0, heldMilliseconds: 0 });
  });

  it('is idle when nothing is in work, queued or waiting', async () => {
    const { queue, timers, started, push } = bench({ workers: 1, slots: 1, pushWaitMilliseconds: 10 });
    await expect(queue.whenIdle()).resolves.toBeUndefined();
    void push(0);
    void push(1);
    const third = push(2);
    const idle: string[] = [];
    void queue.whenIdle().then(() => idle.push('idle'));
    timers.advance(10);
    await expect(third).resolves.toBe('dropped');
    started[0]?.finish();
    await settle();
    expect(idle).toEqual([]);
    started[1]?.finish();
    await settle();
    expect(idle).toEqual(['idle']);
  });

  it('gives out a snapshot of its counters', async () => {
    const { queue } = bench();
    const before = queue.stats;
    await queue.push(() => Promise.resolve());
    await queue.whenIdle();
    expect(before.delivered).toBe(0);
    expect(queue.stats.delivered).toBe(1);
  });

  it.each([{ workers: 0 }, { slots: 0 }, { workers: Number.NaN }])('refuses %j', (options) => {
    expect(() => new AsyncQueue(options)).toThrow(RangeError);
  });

  it('works with the real clock', async () => {
    const queue = new AsyncQueue({ workers: 1, slots: 1, pushWaitMilliseconds: 1 });
    let finish: (() => void) | undefined;
    void queue.push(() => new Promise<void>((resolve) => (finish = resolve)));
    void queue.push(() => Promise.resolve());
    await expect(queue.push(() => Promise.resolve())).resolves.toBe('dropped');
    finish?.();
    await queue.whenIdle();
    expect(queue.stats).toMatchObject({ delivered: 2, dropped: 1 });
  });

  // A burst of B events at latency L loses max(0, B - slots - workers * (1 + starts within the wait)).
  it('loses of a burst what OpenIM loses', async () => {
    const sizes = fc.record({
      burst: fc.integer({ min: 0, max: 60 }),
      workers: fc.integer({ min: 1, max: 3 }),
      slots: fc.integer({ min: 1, max: 10 }),
      latency: fc.constantFrom(500, 1000, 2000, 5000),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ burst, workers, slots, latency }) => {
        const { queue, timers, started, push } = bench({ workers, slots });
        for (let id = 0; id < burst; id++) void push(id);
        // The last answers before the three seconds are over come at the last multiple of the latency below it.
        for (let time = latency; time < 3000; time += latency) {
          timers.advance(latency);
          for (const job of started.splice(0)) job.finish();
          await settle();
        }
        timers.advance(3000);
        await settle();
        const rounds = Math.ceil(3000 / latency) - 1;
        expect(queue.stats.dropped).toBe(Math.max(0, burst - slots - workers - workers * rounds));
      }),
      { numRuns: 50 },
    );
  });
});

describe('systemTimers', () => {
  it('calls back, and not after being cancelled', async () => {
    const calls: string[] = [];
    const cancel = systemTimers.start(() => calls.push('cancelled'), 0);
    cancel();
    await new Promise<void>((resolve) => {
      systemTimers.start(resolve, 1);
    });
    expect(calls).toEqual([]);
  });

  it('tells a time that does not go backwards', () => {
    const before = systemTimers.now();
    expect(systemTimers.now()).toBeGreaterThanOrEqual(before);
  });
});
