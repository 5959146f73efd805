import type { JournalEntry } from '../app/journal.js';
import type { Sent } from '../driver/traffic.js';
import { callsIn, findLost, findOverlaps, findStrange, type Call } from './deliveries.js';
import { findDuplicates, findSharedIDs, unexplained, withoutSameID } from './duplicates.js';
import { findDisorder } from './order.js';

const entry = (number: number, kind: JournalEntry['kind'], at: number): JournalEntry => ({
  at,
  app: 'a',
  kind,
  listener: 'read',
  number,
  key: 'k',
  eventID: `id${number}`,
  attempt: 1,
});

const call = (number: number, from: number, to: number, more: Partial<Call> = {}): Call => ({
  app: 'a',
  listener: 'read',
  number,
  key: 'k',
  eventID: `id${number}`,
  from,
  to,
  took: true,
  ...more,
});

const sent = (number: number, more: Partial<Sent> = {}): Sent => ({
  number,
  key: 'k',
  listeners: ['read'],
  sentAt: 2 * number,
  ackedAt: 2 * number + 1,
  held: false,
  ...more,
});

const numbers = (found: readonly { readonly number: number }[]): number[] =>
  found.map(({ number }) => number);

describe('the checks find what they are for', () => {
  it('calls of a journal, and those that a kill has cut off', () => {
    const entries = [entry(1, 'start', 10), entry(2, 'start', 11), entry(1, 'end', 12)];
    expect(callsIn({ entries, endedAt: 20 })).toEqual([call(1, 10, 12), call(2, 11, 20, { took: false })]);
    expect(callsIn({ entries })[1]?.to).toBe(Infinity);
    expect(() => callsIn({ entries: [entry(1, 'end', 1)] })).toThrow('without a beginning');
  });

  it('acknowledged callbacks that a listener did not take', () => {
    const both = sent(1, { listeners: ['read', 'audit'] });
    expect(numbers(findLost([both], [call(1, 0, 1)]))).toEqual([1]);
    expect(numbers(findLost([both], [call(1, 0, 1), call(1, 1, 2, { listener: 'audit' })]))).toEqual([]);
    expect(numbers(findLost([sent(2)], [call(2, 0, 1, { took: false })]))).toEqual([2]);
    expect(findLost([sent(3, { ackedAt: undefined })], [])).toEqual([]);
  });

  it('deliveries of what was not sent so', () => {
    const calls = [call(1, 0, 1), call(2, 1, 2), call(3, 2, 3, { key: 'other' }), call(4, 3, 4)];
    expect(numbers(findStrange([sent(1), sent(3), sent(4, { listeners: ['audit'] })], calls))).toEqual([
      2, 3, 4,
    ]);
  });

  it('overlapping calls of one key, also behind a short one', () => {
    const long = call(1, 0, 100);
    const inside = call(3, 50, 51, { app: 'b' });
    expect(findOverlaps([long, call(2, 10, 20), inside])).toEqual([
      [long, call(2, 10, 20)],
      [long, inside],
    ]);
    expect(findOverlaps([long, call(2, 100, 110), call(3, 50, 60, { key: 'other' })])).toEqual([]);
  });

  it('events that overtook one of their key that was acknowledged before they were sent', () => {
    expect(numbers(findDisorder([sent(1), sent(2)], [call(2, 0, 1), call(1, 2, 3)]))).toEqual([2]);
    expect(numbers(findDisorder([sent(1), sent(2)], [call(1, 0, 5), call(2, 4, 6)]))).toEqual([2]);
    expect(findDisorder([sent(1), sent(2)], [call(1, 0, 1), call(2, 2, 3), call(1, 4, 5)])).toEqual([]);
    const together = sent(2, { sentAt: 2 });
    expect(findDisorder([sent(1, { ackedAt: 3 }), together], [call(2, 0, 1), call(1, 2, 3)])).toEqual([]);
    expect(findDisorder([sent(1, { key: 'other' }), sent(2)], [call(2, 0, 1), call(1, 2, 3)])).toEqual([]);
  });

  it('duplicates, their ids, and ids of two callbacks', () => {
    const calls = [
      call(1, 0, 1),
      call(1, 2, 3, { eventID: 'new' }),
      call(2, 3, 4),
      call(2, 4, 5, { took: false }),
    ];
    const duplicates = findDuplicates(calls);
    expect(numbers(duplicates)).toEqual([1]);
    expect(withoutSameID(duplicates)).toEqual(duplicates);
    expect(findSharedIDs([...calls, call(9, 0, 1, { eventID: 'new' })])).toEqual(['new']);
    expect(findSharedIDs(calls)).toEqual([]);
  });

  it('duplicates that no kill explains', () => {
    const run = Array.from({ length: 10 }, (_, index) => call(index, index, index + 1));
    const again = (number: number): Call => call(number, 20 + number, 21 + number, { app: 'b' });
    const unexplainedOf = (repeated: readonly Call[], killed: readonly string[], slack = 0): number[] => {
      const calls = [...run, ...repeated];
      return numbers(unexplained(findDuplicates(calls), calls, new Set(killed), slack));
    };
    expect(unexplainedOf([again(8), again(9)], ['a'])).toEqual([]);
    expect(unexplainedOf([again(8), again(9)], [])).toEqual([8, 9]);
    expect(unexplainedOf([again(2), again(9)], ['a'])).toEqual([2]);
    expect(unexplainedOf([again(7), again(9)], ['a'], 1)).toEqual([]);
  });
});
