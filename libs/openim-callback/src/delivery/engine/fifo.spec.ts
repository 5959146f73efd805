import fc from 'fast-check';
import { Fifo } from './fifo.js';

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
