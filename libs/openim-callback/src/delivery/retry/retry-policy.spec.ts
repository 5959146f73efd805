import fc from 'fast-check';
import { NonRetriableError, RetryAfterError } from './retry-errors.js';
import { mergeRetry, nextDelay, retryProblem, DEFAULT_RETRY } from './retry-policy.js';

describe('mergeRetry', () => {
  it('takes undefined for not given', () => {
    expect(mergeRetry(DEFAULT_RETRY, { maxAttempts: undefined, minDelay: 5 })).toEqual({
      ...DEFAULT_RETRY,
      minDelay: 5,
    });
    expect(mergeRetry(DEFAULT_RETRY)).toEqual(DEFAULT_RETRY);
  });
});

describe('retryProblem', () => {
  it('has nothing to say of the defaults', () => {
    expect(retryProblem(DEFAULT_RETRY)).toBeUndefined();
  });

  it.each([
    ['maxAttempts', 0],
    ['maxAttempts', Number.NaN],
    ['maxAttempts', 1.5],
    ['minDelay', -1],
    ['maxDelay', 2 ** 31],
    ['factor', 0.5],
    ['jitter', 1.1],
    ['jitter', Number.NaN],
    ['onRetry', 'never'],
    ['attemptTimeout', 0],
  ])('names %s of %j', (name, value) => {
    expect(retryProblem({ ...DEFAULT_RETRY, [name]: value })).toContain(name);
  });
});

const policies = fc
  .record({
    maxAttempts: fc.integer({ min: 1, max: 5000 }),
    minDelay: fc.integer({ min: 0, max: 100_000 }),
    maxDelay: fc.integer({ min: 0, max: 2 ** 40 }),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((policy) => ({ ...DEFAULT_RETRY, ...policy }));

describe('nextDelay', () => {
  const error = new Error('no');

  it('never leaves its bounds, for any policy', () => {
    fc.assert(
      fc.property(
        policies,
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (policy, attempt, random) => {
          const delay = nextDelay(policy, attempt, error, random);
          if (attempt >= policy.maxAttempts) {
            expect(delay).toBeUndefined();
            return;
          }
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(Math.min(policy.maxDelay, 2 ** 31 - 1));
          expect(Number.isInteger(delay)).toBe(true);
        },
      ),
    );
  });

  it('grows by the factor up to the cap', () => {
    const policy = { ...DEFAULT_RETRY, minDelay: 100, factor: 3, maxDelay: 1000, jitter: 0 };
    expect([1, 2, 3, 4, 9].map((attempt) => nextDelay(policy, attempt, error))).toEqual([
      100, 300, 900, 1000, 1000,
    ]);
  });

  it('takes off at most the jitter', () => {
    const policy = { ...DEFAULT_RETRY, minDelay: 1000, jitter: 0.5 };
    expect(nextDelay(policy, 1, error, 0)).toBe(1000);
    expect(nextDelay(policy, 1, error, 1)).toBe(500);
  });

  it('does not try again what cannot succeed, nor more often than allowed', () => {
    expect(nextDelay(DEFAULT_RETRY, 1, new NonRetriableError('no'))).toBeUndefined();
    expect(nextDelay(DEFAULT_RETRY, 9, error)).toBeDefined();
    expect(nextDelay(DEFAULT_RETRY, 10, error)).toBeUndefined();
    expect(nextDelay(DEFAULT_RETRY, 10, new RetryAfterError('slow', 5))).toBeUndefined();
  });

  it('obeys a RetryAfterError within what a timer can wait', () => {
    expect(nextDelay(DEFAULT_RETRY, 1, new RetryAfterError('slow', 123_456))).toBe(123_456);
    expect(nextDelay(DEFAULT_RETRY, 1, new RetryAfterError('slow', -5))).toBe(0);
    expect(nextDelay(DEFAULT_RETRY, 1, new RetryAfterError('slow', 2 ** 40))).toBe(2 ** 31 - 1);
  });

  it.each([Number.NaN, Number('Wed, 21 Oct 2026 07:28:00 GMT') * 1000, Infinity, -Infinity])(
    'computes the delay when a RetryAfterError says %s',
    (milliseconds) => {
      const policy = { ...DEFAULT_RETRY, minDelay: 100, jitter: 0 };
      expect(nextDelay(policy, 2, new RetryAfterError('slow', milliseconds))).toBe(200);
    },
  );
});
