import { eventually } from '../../../../test/support/inbox-suite.js';
import { KnownRecords } from './known-records.js';
import { LookAhead } from './look-ahead.js';
import type { StoredRecord } from '../store/queue-store.js';

const recordOf = (number: number): StoredRecord => ({
  id: `${number}`,
  data: { id: `${number}`, done: true },
  update: () => Promise.resolve(),
});

/** A queue of keys, what was taken of it, and where it was read. */
function lookInto(
  keys: readonly (string | undefined)[],
  {
    limit = 1000,
    largestBatch = 1,
    known = new KnownRecords(largestBatch),
    records = keys.map((_, index) => recordOf(index)),
  } = {},
) {
  const taken: number[] = [];
  const read: number[] = [];
  const loaded: string[] = [];
  const drained = { count: 0 };
  const look = new LookAhead({
    known,
    exclusively: (work) => work(),
    partition: {
      read: (first, last) => {
        read.push(first);
        return Promise.resolve(records.slice(first, last + 1));
      },
      load: (ids) => {
        loaded.push(...ids);
        return Promise.resolve(records.filter(({ id }) => ids.includes(id)));
      },
    },
    onDrained: () => {
      drained.count++;
    },
    keyOf: ({ id }) => keys[Number(id)],
    take: ({ id }) => void taken.push(Number(id)),
    limit,
    largestBatch,
  });
  void look.run();
  const left = (...numbers: number[]): void => numbers.forEach((number) => look.left(`${number}`));
  return { look, known, taken, records, drained, read, loaded, left };
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
    const { look, taken, left } = lookInto(
      range(0, 10).map(() => undefined),
      { limit: 4 },
    );
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3]));
    left(0);
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3, 4]));
    look.stop();
  });

  it('passes over a key of which many wait, and comes back to it in order', async () => {
    const { look, taken, left } = lookInto([...range(0, 20).map(() => 'busy'), 'other']);
    await eventually(() => expect(taken).toEqual([...range(0, 16), 20]));
    left(...range(0, 15), 20);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(taken).toHaveLength(17);
    left(15);
    await eventually(() => expect(taken).toEqual([...range(0, 16), 20, ...range(16, 20)]));
    look.stop();
  });

  it('lets two batches of a key into memory, and reads on when one has left', async () => {
    const { look, taken, left } = lookInto(
      range(0, 200).map(() => 'busy'),
      { largestBatch: 50 },
    );
    await eventually(() => expect(taken).toEqual(range(0, 100)));
    left(...range(0, 49));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(taken).toHaveLength(100);
    left(49);
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
    const { look, taken, drained, left } = lookInto(range(0, 400).map(() => undefined));
    await eventually(() => expect(taken).toHaveLength(400));
    left(...range(0, 399));
    expect(drained.count).toBe(0);
    left(399);
    expect(drained.count).toBe(1);
    look.stop();
  });

  it('goes on at the right place when what was delivered is removed', async () => {
    const { look, known, taken, records, read } = lookInto(range(0, 1000).map(() => undefined));
    await eventually(() => expect(taken.length).toBeGreaterThanOrEqual(500));
    const gone = taken.slice(0, 400).map(String);
    records.splice(0, gone.length);
    gone.forEach((id) => look.left(id));
    known.removed(gone);
    await eventually(() => expect(taken).toEqual(range(0, 1000)));
    // Each page once, with the record before it.
    expect(read.length).toBeLessThanOrEqual(8);
    look.stop();
  });

  it('loads what it has passed over, and reads nothing of it again', async () => {
    const { look, taken, read, left } = lookInto([...range(0, 1000).map(() => 'busy'), 'other']);
    await eventually(() => expect(taken).toContain(1000));
    const pages = read.length;
    for (let number = 0; number < 48; number++) {
      await eventually(() => expect(taken).toContain(number));
      left(number);
    }
    await eventually(() => expect(taken.filter((number) => number < 1000)).toEqual(range(0, 64)));
    expect(read.slice(pages).every((first) => first >= 999)).toBe(true);
    look.stop();
  });

  it('reads in another turn only what is new, and loads what was not delivered', async () => {
    const keys = [...range(0, 1000).map(() => 'busy'), 'a', 'b', undefined];
    const first = lookInto(keys);
    await eventually(() => expect(first.taken).toEqual([...range(0, 16), 1000, 1001, 1002]));
    first.left(0, 1000);
    first.look.stop();
    const { known, records } = first;
    known.removed(['1000']);
    // The first of the others is the head of the next turn.
    known.begin('0');
    const left = records.filter(({ id }) => id !== '0' && id !== '1000');
    const second = lookInto(keys, { known, records: left });
    const taken = [...range(1, 17), 1001, 1002];
    await eventually(() => expect(second.taken.toSorted((one, other) => one - other)).toEqual(taken));
    expect(second.loaded.map(Number)).toEqual(second.taken);
    await eventually(() => expect(second.read.length).toBeGreaterThan(0));
    // The record before the place where the first turn stopped, and no other.
    expect(new Set(second.read)).toEqual(new Set([left.length - 1]));
    second.look.stop();
  });

  it('takes what another replica has left in order, after that had the partition', async () => {
    const keys = range(0, 500).map((number) => `${number % 50}`);
    const first = lookInto(keys);
    await eventually(() => expect(first.taken).toHaveLength(500));
    first.look.stop();
    const { known } = first;
    const left = first.records.filter((_, number) => number % 3 === 0 && number > 100);
    known.begin(left[0]?.id ?? '');
    const second = lookInto(keys, { known, records: left.slice(1) });
    await eventually(() => expect(second.taken).toHaveLength(left.length - 1));
    for (const key of range(0, 50)) {
      const numbers = second.taken.filter((number) => number % 50 === key);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
    // Nothing is known of what is gone.
    await eventually(() => expect(known.end.place).toBe(left.length - 1));
    second.look.stop();
  });

  it('takes nothing after it was stopped', async () => {
    const { look, taken } = lookInto(range(0, 3).map(() => undefined));
    look.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(taken).toEqual([]);
  });
});
