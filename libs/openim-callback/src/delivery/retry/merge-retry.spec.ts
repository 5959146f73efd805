import { mergeRetry, retryProblem } from './merge-retry.js';
import { DEFAULT_RETRY } from './retry-options.js';

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
