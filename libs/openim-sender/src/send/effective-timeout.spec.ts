import { effectiveTimeout } from './effective-timeout.js';

describe('effectiveTimeout', () => {
  it.each([
    [5, 5],
    [15, 15],
    [16, 15],
    [3600, 15],
    [0, 15],
    [-1, 15],
    [0.2, 0.2],
  ])('timeout %d: %d s', (timeout, seconds) => {
    expect(effectiveTimeout(timeout)).toBe(seconds);
  });
});
