import { eventually } from '../inbox-suite/eventually.js';
import { numberOf, suiteEvent } from '../inbox-suite/suite-event.js';
import type { BatchPolicy } from '../batch-policy.js';
import type { GatheredEvent } from './gathered-event.js';
import { Gatherer } from './gatherer.js';
import { untried } from './queued-event.js';

const HOUR = 3_600_000;

const gathered = (number: number, key?: string, isSuspect = false): GatheredEvent => ({
  event: suiteEvent(number, key === undefined ? {} : { key }),
  since: performance.now(),
  pending: untried('one'),
  isSuspect,
  isNoted: false,
  begin: () => 'run',
  mayAttempt: () => true,
  note: () => Promise.resolve(),
  settle: () => undefined,
  end: () => undefined,
  leave: () => undefined,
});

const gatherers: Gatherer[] = [];

/** A gatherer, how often it has asked for a run, and how many it says that wait. */
function gathering(policy: Partial<BatchPolicy> = {}) {
  const state = { asked: 0, parked: 0 };
  const gatherer = new Gatherer({
    policy: { size: 3, within: HOUR, ...policy },
    ask: () => state.asked++,
    park: (count) => (state.parked += count),
  });
  gatherers.push(gatherer);
  const add = (numbers: readonly number[], key?: string): void => {
    for (const number of numbers) gatherer.add(gathered(number, key));
  };
  const take = (): number[] => gatherer.take().map(({ event }) => numberOf(event));
  return { gatherer, state, add, take };
}

describe('Gatherer', () => {
  afterEach(() => {
    for (const gatherer of gatherers.splice(0)) gatherer.stop();
  });

  it('asks for a run when a batch is full, once until it is taken', () => {
    const { state, add, take } = gathering();
    add([1, 2], 'a');
    expect(state).toEqual({ asked: 0, parked: 2 });
    add([3, 4], 'b');
    expect(state).toEqual({ asked: 1, parked: 4 });
    expect(take()).toEqual([1, 2, 3]);
    expect(state).toEqual({ asked: 1, parked: 1 });
  });

  it('asks when the first has waited long enough', async () => {
    const { state, add, take } = gathering({ within: 5 });
    add([1]);
    expect(state.asked).toBe(0);
    await eventually(() => expect(state.asked).toBe(1));
    expect(take()).toEqual([1]);
  });

  it('asks at once with nothing to wait for, and when it is flushed', () => {
    const atOnce = gathering({ within: 0 });
    atOnce.add([1]);
    expect(atOnce.state.asked).toBe(1);
    const { gatherer, state, add } = gathering();
    add([1]);
    gatherer.flush();
    expect(state.asked).toBe(1);
  });

  it('asks for no run after it was stopped', () => {
    const { gatherer, state, add } = gathering();
    gatherer.stop();
    add([1, 2, 3]);
    gatherer.flush();
    expect(state.asked).toBe(0);
  });

  it('keeps the others of a key until that is freed, and goes on with those of other keys', () => {
    const { gatherer, state, add, take } = gathering();
    add([1, 2, 3, 4, 5, 6], 'a');
    expect(take()).toEqual([1, 2, 3]);
    add([7, 8, 9], 'b');
    expect(state.asked).toBe(2);
    expect(take()).toEqual([7, 8, 9]);
    expect(state.asked).toBe(2);
    gatherer.free('b');
    gatherer.free('a');
    expect(state.asked).toBe(3);
    expect(take()).toEqual([4, 5, 6]);
  });

  it('keeps none of those without a key', () => {
    const { state, add, take } = gathering();
    add([1, 2, 3, 4, 5, 6]);
    expect(take()).toEqual([1, 2, 3]);
    expect(state.asked).toBe(2);
    expect(take()).toEqual([4, 5, 6]);
  });

  it('lets one that may have ended a process go alone, in its place', () => {
    const { gatherer, add, take } = gathering();
    add([1], 'a');
    gatherer.add(gathered(2, 'a', true));
    add([3], 'a');
    expect(take()).toEqual([1]);
    gatherer.free('a');
    expect(take()).toEqual([2]);
    gatherer.free('a');
    expect(take()).toEqual([3]);
  });

  it('counts what waits for another attempt, and what waits behind it', () => {
    const { gatherer, add, take } = gathering();
    add([1, 2, 3, 4], 'a');
    take();
    expect(gatherer.delayed).toBe(0);
    gatherer.pause(3, new Set(['a']));
    expect(gatherer.delayed).toBe(4);
    add([5], 'a');
    add([6], 'b');
    expect(gatherer.delayed).toBe(5);
    gatherer.resume(3, new Set(['a']));
    expect(gatherer.delayed).toBe(0);
  });
});
