import fc from 'fast-check';
import { formatDuration, formatMilliseconds, percentile } from './milliseconds.js';

describe('formatMilliseconds', () => {
  it.each([
    [0, '0.00'],
    [9.876, '9.88'],
    [12.34, '12.3'],
    [123.4, '123'],
    [5000.2, '5000'],
  ])('writes %d as %s', (value, text) => {
    expect(formatMilliseconds(value)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [1.5, '1.50 ms'],
    [999, '999 ms'],
    [1000, '1.0 s'],
    [53292, '53.3 s'],
  ])('writes %d as %s', (value, text) => {
    expect(formatDuration(value)).toBe(text);
  });
});

describe('percentile', () => {
  it.each([
    [[15, 20, 35, 40, 50], 30, 20],
    [[15, 20, 35, 40, 50], 50, 35],
    [[3, 1, 2], 100, 3],
    [[3, 1, 2], 0, 1],
    [[10, 9], 50, 9],
    [[7], 99, 7],
  ])('of %j at %i is %i', (values, share, expected) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('of nothing is undefined', () => {
    expect(percentile([], 50)).toBeUndefined();
  });

  it('is the smallest value that enough values do not exceed', () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 100 }), (list, share) => {
        const result = percentile(list, share) ?? NaN;
        const needed = (share / 100) * list.length;
        expect(list).toContain(result);
        expect(list.filter((value) => value <= result).length).toBeGreaterThanOrEqual(needed);
        expect(list.filter((value) => value < result).length).toBeLessThan(needed);
      }),
    );
  });
});
