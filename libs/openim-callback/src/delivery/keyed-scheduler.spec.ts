import fc from 'fast-check';
import { gate, until, type Gate } from '../../../../test/support/until.js';
import { KeyedScheduler } from './keyed-scheduler.js';

describe('the keyed scheduler', () => {
  let log: string[];
  beforeEach(() => {
    log = [];
  });

  /** A job that ends when its gate opens. */
  const job = (name: string, end: Gate = gate()) => {
    const run = async (): Promise<void> => {
      log.push(`${name} starts`);
      await end.promise;
      log.push(`${name} ends`);
    };
    return { run, end };
  };

  it('starts nothing before the caller has gone on', async () => {
    const scheduler = new KeyedScheduler(1);
    const { run, end } = job('a');
    scheduler.add(undefined, run);
    expect([log, scheduler.size]).toEqual([[], 1]);
    end.open();
    await scheduler.whenIdle();
    expect([log, scheduler.size]).toEqual([['a starts', 'a ends'], 0]);
  });

  it('runs jobs of one key one after the other, in their order', async () => {
    const scheduler = new KeyedScheduler(10);
    const jobs = ['a', 'b', 'c'].map((name) => job(name));
    for (const { run } of jobs) scheduler.add('key', run);
    await until(() => log.length === 1);
    for (const { end } of jobs.toReversed()) end.open();
    await scheduler.whenIdle();
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('runs other keys, and jobs without a key, side by side', async () => {
    const scheduler = new KeyedScheduler(10);
    const jobs = ['a', 'b', 'c', 'd'].map((name) => job(name));
    const keys = ['one', 'two', undefined, undefined];
    jobs.forEach(({ run }, index) => scheduler.add(keys[index], run));
    await until(() => log.length === 4);
    expect(log).toEqual(['a starts', 'b starts', 'c starts', 'd starts']);
    for (const { end } of jobs) end.open();
    await scheduler.whenIdle();
    expect(scheduler.size).toBe(0);
  });

  it('runs no more at a time than it may', async () => {
    const scheduler = new KeyedScheduler(2);
    const jobs = ['a', 'b', 'c'].map((name) => job(name));
    for (const { run } of jobs) scheduler.add(undefined, run);
    await until(() => log.length === 2);
    await new Promise(setImmediate);
    expect(log).toEqual(['a starts', 'b starts']);
    jobs[1]?.end.open();
    await until(() => log.length === 4);
    expect(log.slice(2)).toEqual(['b ends', 'c starts']);
    for (const { end } of jobs) end.open();
    await scheduler.whenIdle();
  });

  it('lets no key keep others waiting that has much to do', async () => {
    const scheduler = new KeyedScheduler(2);
    const open = gate();
    open.open();
    for (let index = 0; index < 5; index++) scheduler.add('busy', job(`busy ${index}`, open).run);
    scheduler.add('other', job('other', open).run);
    await scheduler.whenIdle();
    expect(log.indexOf('other starts')).toBeLessThan(log.indexOf('busy 1 starts'));
  });

  it('is idle when there is nothing to do, and tells everyone who waits', async () => {
    const scheduler = new KeyedScheduler(1);
    await scheduler.whenIdle();
    const { run, end } = job('a');
    scheduler.add('key', run);
    const waiting = Promise.all([scheduler.whenIdle(), scheduler.whenIdle()]);
    end.open();
    await waiting;
    expect(log).toEqual(['a starts', 'a ends']);
  });

  it('forgets what has not started when it is cleared', async () => {
    const scheduler = new KeyedScheduler(1);
    const jobs = ['a', 'b', 'c'].map((name) => job(name));
    scheduler.add('key', jobs[0]?.run ?? fail);
    scheduler.add('key', jobs[1]?.run ?? fail);
    scheduler.add(undefined, jobs[2]?.run ?? fail);
    await until(() => log.length === 1);
    scheduler.clear();
    expect(scheduler.size).toBe(1);
    jobs[0]?.end.open();
    await scheduler.whenIdle();
    expect([log, scheduler.size]).toEqual([['a starts', 'a ends'], 0]);
  });

  it('tells who waits that it is idle when it is cleared', async () => {
    const scheduler = new KeyedScheduler(1);
    scheduler.add(undefined, job('a').run);
    const idle = scheduler.whenIdle();
    scheduler.clear();
    await idle;
    expect(log).toEqual([]);
  });

  it('keeps every key in order and the limit, whatever ends when', async () => {
    const jobs = fc.array(
      fc.record({ key: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }), turns: fc.nat(3) }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(jobs, fc.integer({ min: 1, max: 4 }), async (given, concurrency) => {
        const scheduler = new KeyedScheduler(concurrency);
        const started: number[] = [];
        const running = new Set<number>();
        const wrong: string[] = [];
        given.forEach(({ key, turns }, index) =>
          scheduler.add(key, async () => {
            started.push(index);
            const keys = [...running].map((other) => given[other]?.key);
            if (key !== undefined && keys.includes(key)) wrong.push(`two of ${key} at a time`);
            running.add(index);
            if (running.size > concurrency) wrong.push(`${running.size} at a time`);
            for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
            running.delete(index);
          }),
        );
        expect(scheduler.size).toBe(given.length);
        await scheduler.whenIdle();
        for (const key of ['a', 'b', 'c', undefined]) {
          const own = started.filter((index) => given[index]?.key === key);
          expect(own).toEqual(own.toSorted((one, other) => one - other));
        }
        expect([wrong, started.length]).toEqual([[], given.length]);
      }),
    );
  });
});

function fail(): never {
  throw new Error('no such job');
}
