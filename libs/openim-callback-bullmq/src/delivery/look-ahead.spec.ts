import { eventually } from '../../../../test/support/inbox-suite.js';
import { LookAhead } from './look-ahead.js';
import type { StoredRecord } from '../store/queue-store.js';

const recordOf = (number: number): StoredRecord => ({
  id: `${number}`,
  data: { id: `${number}`, done: true },
  update: () => Promise.resolve(),
});

/** A queue of keys, and what was taken of it. */
function lookInto(keys: readonly (string | undefined)[], limit = 1000, largestBatch = 1) {
  const records = keys.map((_, index) => recordOf(index));
  const taken: number[] = [];
  const read: number[] = [];
  const drained = { count: 0 };
  const look = new LookAhead({
    read: (first, last) => {
      read.push(first);
      return Promise.resolve(records.slice(first, last + 1));
    },
    load: (ids) => Promise.resolve(records.filter(({ id }) => ids.includes(id))),
    onDrained: () => {
      drained.count++;
    },
    keyOf: ({ id }) => keys[Number(id)],
    take: ({ id }) => void taken.push(Number(id)),
    limit,
    largestBatch,
  });
  void look.run();
  return { look, taken, records, drained, read };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('LookAhead', () => {
  it('takes everything once and in order', async () => {
    const { look, taken } = lookInto(range(0, 250).map((number) => (number % 2 ? undefined : `${number}`)));
    await eventually(() => expect(taken).toEqual(range(0, 250)));
    look.stop();
  });

  it('takes no more than its limit, and goes on when some have left', async () => {
    const { look, taken } = lookInto(
      range(0, 10).map(() => undefined),
      4,
    );
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3]));
    look.left(undefined);
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3, 4]));
    look.stop();
  });

  it('passes over a key of which many wait, and comes back to it in order', async () => {
    const { look, taken } = lookInto([...range(0, 20).map(() => 'busy'), 'other']);
    await eventually(() => expect(taken).toEqual([...range(0, 16), 20]));
    range(0, 15).forEach(() => look.left('busy'));
    look.left('other');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(taken).toHaveLength(17);
    look.left('busy');
    await eventually(() => expect(taken).toEqual([...range(0, 16), 20, ...range(16, 20)]));
    look.stop();
  });

  it('lets two batches of a key into memory, and reads on when one has left', async () => {
    const { look, taken } = lookInto(
      range(0, 200).map(() => 'busy'),
      1000,
      50,
    );
    await eventually(() => expect(taken).toEqual(range(0, 100)));
    for (let left = 0; left < 49; left++) look.left('busy');
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(taken).toHaveLength(100);
    look.left('busy');
    await eventually(() => expect(taken).toEqual(range(0, 150)));
    look.stop();
  });

  it('goes back for a record that is shown later than one behind it', async () => {
    const { look, taken, records } = lookInto(range(0, 4).map(() => 'k'));
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3]));
    records.splice(1, 0, recordOf(9));
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3, 9]));
    look.stop();
  });

  it('tells when all that was found has left, and there was no more', async () => {
    const { look, taken, drained } = lookInto(range(0, 150).map(() => undefined));
    await eventually(() => expect(taken).toHaveLength(150));
    range(0, 149).forEach(() => look.left(undefined));
    expect(drained.count).toBe(0);
    look.left(undefined);
    expect(drained.count).toBe(1);
    look.stop();
  });

  it('goes on at the right place when what was delivered is removed', async () => {
    const { look, taken, records, read } = lookInto(range(0, 450).map(() => undefined));
    await eventually(() => expect(taken.length).toBeGreaterThanOrEqual(200));
    const gone = taken.slice(0, 150).map(String);
    records.splice(0, gone.length);
    look.removed(gone);
    gone.forEach(() => look.left(undefined));
    await eventually(() => expect(taken).toEqual(range(0, 450)));
    // Each page once, with the record before it.
    expect(read.length).toBeLessThanOrEqual(8);
    look.stop();
  });

  it('loads what it has passed over, and reads nothing of it again', async () => {
    const { look, taken, read } = lookInto([...range(0, 1000).map(() => 'busy'), 'other']);
    await eventually(() => expect(taken).toContain(1000));
    const pages = read.length;
    for (let left = 0; left < 48; left++) {
      await eventually(() => expect(taken.length).toBeGreaterThan(left + 1));
      look.left('busy');
    }
    await eventually(() => expect(taken.filter((number) => number < 1000)).toEqual(range(0, 64)));
    expect(read.slice(pages).every((first) => first >= 999)).toBe(true);
    look.stop();
  });

  it('takes nothing after it was stopped', async () => {
    const { look, taken } = lookInto(range(0, 3).map(() => undefined));
    look.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(taken).toEqual([]);
  });
});
