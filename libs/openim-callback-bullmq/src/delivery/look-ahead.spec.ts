import { eventually } from '../../../openim-callback/src/delivery/inbox-suite/eventually.js';
import { LookAhead } from './look-ahead.js';
import type { StoredRecord } from '../store/queue-store.js';

const recordOf = (number: number): StoredRecord => ({
  id: `${number}`,
  data: { id: `${number}`, done: true },
  update: () => Promise.resolve(),
});

/** A queue of keys, and what was taken of it. */
function lookInto(keys: readonly (string | undefined)[], limit = 1000) {
  const records = keys.map((_, index) => recordOf(index));
  const taken: number[] = [];
  const look = new LookAhead({
    read: (start, end) => Promise.resolve(records.slice(start, end + 1)),
    keyOf: ({ id }) => keys[Number(id)],
    take: ({ id }) => void taken.push(Number(id)),
    limit,
  });
  void look.run();
  return { look, taken, records };
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

  it('goes back for a record that is shown later than one behind it', async () => {
    const { look, taken, records } = lookInto(range(0, 4).map(() => 'k'));
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3]));
    records.splice(1, 0, recordOf(9));
    await eventually(() => expect(taken).toEqual([0, 1, 2, 3, 9]));
    look.stop();
  });

  it('takes nothing after it was stopped', async () => {
    const { look, taken } = lookInto(range(0, 3).map(() => undefined));
    look.stop();
    await new Promise((resolve) => setImmediate(resolve));
    expect(taken).toEqual([]);
  });
});
