import { formatDuration, formatMilliseconds } from './milliseconds.js';

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
