import fc from 'fast-check';
import { LONGEST_TIMEOUT, timeoutFor } from './webhooks-plan.js';

describe('timeoutFor', () => {
  it.each([
    [1, 5],
    [4000, 5],
    [4500, 5],
    [4501, 6],
    [9000, 10],
    [14_500, 15],
    [15_000, 15],
  ])('a deadline of %d ms needs a timeout of %d s', (deadline, timeout) => {
    expect(timeoutFor('before', deadline)).toBe(timeout);
  });

  it('leaves room above the deadline and never exceeds what OpenIM waits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14_500 }), (deadline) => {
        const timeout = timeoutFor('before', deadline);
        expect(timeout * 1000).toBeGreaterThanOrEqual(deadline + 500);
        expect(timeout).toBeLessThanOrEqual(LONGEST_TIMEOUT);
      }),
    );
  });

  it("is OpenIM's own for after callbacks, which do not wait for listeners", () => {
    expect(timeoutFor('after', 12_000)).toBe(5);
  });
});
