import { eventually, Gate } from '../inbox-suite/eventually.js';
import { suiteEvent } from '../inbox-suite/suite-event.js';
import { SuiteTarget } from '../inbox-suite/suite-target.js';
import { DeliveryScheduler, type DeliverySchedulerParts } from './delivery-scheduler.js';
import type { SettledEvent, Turn } from './queued-event.js';

function engineOf(target: SuiteTarget, parts: Partial<DeliverySchedulerParts<number>> = {}) {
  const settled: SettledEvent<number>[] = [];
  const left: number[] = [];
  const engine = new DeliveryScheduler<number>({
    target,
    concurrency: 4,
    settle: (each) => settled.push(each),
    onLeft: ({ ref }) => left.push(ref),
    ...parts,
  });
  const enqueue = (ref: number, key?: string): void =>
    engine.enqueue({ ref, event: suiteEvent(ref, key === undefined ? {} : { key }), pending: undefined });
  return { engine, enqueue, settled, left };
}

describe('DeliveryScheduler', () => {
  it('settles events and lets them leave', async () => {
    const target = new SuiteTarget().on('a');
    const { engine, enqueue, settled, left } = engineOf(target);
    enqueue(1, 'k');
    enqueue(2, 'k');
    expect(engine.size).toBe(2);
    expect(await engine.idleWithin(20_000)).toBe(true);
    expect(settled.map(({ ref }) => ref)).toEqual([1, 2]);
    expect(left).toEqual([1, 2]);
    expect(engine.size).toBe(0);
  });

  it('asks before each run, and runs, waits or leaves as it is told', async () => {
    const target = new SuiteTarget().on('a');
    const turns: Turn[] = ['wait', 'run'];
    const ended: number[] = [];
    const { engine, enqueue, settled, left } = engineOf(target, {
      begin: (ref) => (ref === 1 ? (turns.shift() ?? 'leave') : 'leave'),
      end: (ref) => ended.push(ref),
    });
    enqueue(1, 'k');
    enqueue(2, 'k');
    await engine.idleWithin(20_000);
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
    const { engine, enqueue, left } = engineOf(target, { begin: () => turns.shift() ?? 'leave' });
    enqueue(1);
    await engine.idleWithin(20_000);
    expect(target.attempts).toHaveLength(1);
    expect(left).toEqual([1]);
  });

  it('says when not everything could end in time, and ends it when told', async () => {
    const target = new SuiteTarget().on('a', () => new Gate().passed);
    const { engine, enqueue, settled } = engineOf(target);
    enqueue(1);
    await eventually(() => expect(target.attempts).toHaveLength(1));
    engine.stop();
    expect(await engine.idleWithin(1)).toBe(false);
    engine.abort();
    expect(await engine.idleWithin(20_000)).toBe(true);
    expect(target.attempts[0]?.signal.aborted).toBe(true);
    expect(settled).toMatchObject([{ pending: [{ listener: 'a', attempts: 0 }], deadLetters: [] }]);
    expect(target.failures).toEqual([]);
  });
});
