import type { RetryOptions, RetryPolicy } from './retry-options.js';

/** Fills what options leave open from a policy; undefined counts as left open. */
export const mergeRetry = (policy: RetryPolicy, options: RetryOptions = {}): RetryPolicy => ({
  maxAttempts: options.maxAttempts ?? policy.maxAttempts,
  minDelay: options.minDelay ?? policy.minDelay,
  maxDelay: options.maxDelay ?? policy.maxDelay,
  factor: options.factor ?? policy.factor,
  jitter: options.jitter ?? policy.jitter,
  onRetry: options.onRetry ?? policy.onRetry,
  attemptTimeout: options.attemptTimeout ?? policy.attemptTimeout,
});

const LONGEST = 2 ** 31 - 1;

/** What is wrong with a policy, undefined when nothing is. */
export function retryProblem(policy: RetryPolicy): string | undefined {
  const { maxAttempts, minDelay, maxDelay, factor, jitter, onRetry, attemptTimeout } = policy;
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1)
    return 'maxAttempts must be an integer of at least 1';
  if (!isDelay(minDelay) || !isDelay(maxDelay))
    return `minDelay and maxDelay must be between 0 and ${LONGEST} ms`;
  if (!(factor >= 1)) return 'factor must be at least 1';
  if (!(jitter >= 0 && jitter <= 1)) return 'jitter must be between 0 and 1';
  if (!['hold', 'pass'].includes(onRetry)) return `onRetry must be 'hold' or 'pass'`;
  if (!isDelay(attemptTimeout) || attemptTimeout < 1)
    return `attemptTimeout must be between 1 and ${LONGEST} ms`;
  return undefined;
}

const isDelay = (value: number): boolean => value >= 0 && value <= LONGEST;
