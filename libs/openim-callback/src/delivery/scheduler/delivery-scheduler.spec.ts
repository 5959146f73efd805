import { eventually, Gate } from '../inbox-suite/eventually.js';
import { suiteEvent } from '../inbox-suite/suite-event.js';
import { SuiteTarget } from '../inbox-suite/suite-target.js';
import { DeliveryScheduler, type DeliverySchedulerParts } from './delivery-scheduler.js';
import type { SettledEvent, Turn } from './queued-event.js';

function schedulerOf(target: SuiteTarget, parts: Partial<DeliverySchedulerParts<number>> = {}) {
  const settled: SettledEvent<number>[] = [];
  const left: number[] = [];
  const scheduler = new DeliveryScheduler<number>({
    target,
    concurrency: 4,
    settle: (each) => settled.push(each),
    onLeft: ({ ref }) => left.push(ref),
    ...parts,
  });
  const enqueue = (ref: number, key?: string): void =>
    scheduler.enqueue({ ref, event: suiteEvent(ref, key === undefined ? {} : { key }), pending: undefined });
  return { scheduler, enqueue, settled, left };
}

describe('DeliveryScheduler', () => {
  it('settles events and lets them leave', async () => {
    const target = new SuiteTarget().on('a');
    const { scheduler, enqueue, settled, left } = schedulerOf(target);
    enqueue(1, 'k');
    enqueue(2, 'k');
    expect(scheduler.size).toBe(2);
    expect(await scheduler.idleWithin(20_000)).toBe(true);
    expect(settled.map(({ ref }) => ref)).toEqual([1, 2]);
    expect(left).toEqual([1, 2]);
    expect(scheduler.size).toBe(0);
  });

  it('asks before each run, and runs, waits or leaves as it is told', async () => {
    const target = new SuiteTarget().on('a');
    const turns: Turn[] = ['wait', 'run'];
    const ended: number[] = [];
    const { scheduler, enqueue, settled, left } = schedulerOf(target, {
      begin: (ref) => (ref === 1 ? (turns.shift() ?? 'leave') : 'leave'),
      end: (ref) => ended.push(ref),
    });
    enqueue(1, 'k');
    enqueue(2, 'k');
    await scheduler.idleWithin(20_000);
    expect(target.numbers()).toEqual([1]);
    expect(settled.map(({ ref }) => ref)).toEqual([1]);
    expect(ended).toEqual([1]);
    expect(left).toEqual([1, 2]);
  });

  it('asks again before an event is tried again', async () => {
    const target = new SuiteTarget().on('a', () => {
      throw new Error('no');
    });
    const turns: Turn[] = ['run', 'leave'];
    const { scheduler, enqueue, left } = schedulerOf(target, { begin: () => turns.shift() ?? 'leave' });
    enqueue(1);
    await scheduler.idleWithin(20_000);
    expect(target.attempts).toHaveLength(1);
    expect(left).toEqual([1]);
  });

  it('runs those that may have ended a process one at a time, beside others', async () => {
    const gate = new Gate();
    const target = new SuiteTarget().on('a', () => gate.passed, { minDelay: 0, maxDelay: 0 });
    const { scheduler, enqueue } = schedulerOf(target);
    const pending = [{ listener: 'a', attempts: 0, failedAt: 0, dueAt: 0, begun: true }];
    for (const ref of [1, 2]) scheduler.enqueue({ ref, event: suiteEvent(ref), pending, recovered: true });
    enqueue(3);
    await eventually(() => expect(target.attempts).toHaveLength(2));
    await new Promise(setImmediate);
    expect(target.numbers().toSorted()).toEqual([1, 3]);
    gate.open();
    expect(await scheduler.idleWithin(20_000)).toBe(true);
    expect(target.numbers().toSorted()).toEqual([1, 2, 3]);
  });

  it('says when not everything could end in time, and ends it when told', async () => {
    const target = new SuiteTarget().on('a', () => new Gate().passed);
    const { scheduler, enqueue, settled } = schedulerOf(target);
    enqueue(1);
    await eventually(() => expect(target.attempts).toHaveLength(1));
    scheduler.stop();
    expect(await scheduler.idleWithin(1)).toBe(false);
    scheduler.abort();
    expect(await scheduler.idleWithin(20_000)).toBe(true);
    expect(target.attempts[0]?.signal.aborted).toBe(true);
    expect(settled).toMatchObject([{ pending: [{ listener: 'a', attempts: 0 }], deadLetters: [] }]);
    expect(target.failures).toEqual([]);
  });
});
