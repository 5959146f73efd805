import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { Fifo, TransientMap } from './collections.js';

describe('Fifo', () => {
  it('gives what an array gives, in whatever order it is filled and emptied', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(), { nil: undefined })), (steps) => {
        const fifo = new Fifo<number>();
        const array: number[] = [];
        for (const step of steps) {
          if (step === undefined) expect(fifo.shift()).toBe(array.shift());
          else {
            fifo.push(step);
            array.push(step);
          }
          expect(fifo.size).toBe(array.length);
        }
      }),
    );
  });

  it('keeps nothing that was taken', () => {
    const fifo = new Fifo<number>();
    for (let item = 0; item < 1000; item++) fifo.push(item);
    while (fifo.size > 0) fifo.shift();
    expect(JSON.stringify(fifo)).toBe('{"items":[],"taken":0}');
  });
});

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;

/** Bytes of what has survived collections of the young. */
const oldBytes = (): number =>
  getHeapSpaceStatistics().find((space) => space.space_name === 'old_space')?.space_used_size ?? 0;

describe('TransientMap', () => {
  it('holds what a Map holds, in the same order', () => {
    const step = fc.record({ key: fc.nat(100), isSet: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 500, size: 'max' }), (steps) => {
        const transient = new TransientMap<number, number>();
        const map = new Map<number, number>();
        const seen = [transient, map].map((each) =>
          steps.map(({ key, isSet }, value) => {
            if (isSet) each.set(key, value);
            else each.delete(key);
            return [each.size, each.get(key)];
          }),
        );
        expect(seen[0]).toEqual(seen[1]);
        expect([...transient.values()]).toEqual([...map.values()]);
      }),
    );
  });

  it('lets what has left it go with the young: of a Map, all of it would grow old', () => {
    const map = new TransientMap<number, unknown[]>();
    collect();
    collect();
    const before = oldBytes();
    // 16 MB in all, never more than 50 entries at a time.
    for (let first = 0; first < 20_000; first += 50) {
      for (let key = first; key < first + 50; key++) map.set(key, Array.from({ length: 100 }));
      for (let key = first; key < first + 50; key++) map.delete(key);
      if (first % 1000 === 0) collect({ type: 'minor' });
    }
    expect(oldBytes() - before).toBeLessThan(2 ** 20);
  });
});
