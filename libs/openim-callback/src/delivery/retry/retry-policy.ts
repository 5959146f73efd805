import { LONGEST_TIMER } from '../inbox-options.js';
import { NonRetriableError, RetryAfterError } from './retry-errors.js';
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

/** What is wrong with a policy, undefined when nothing is. */
export function retryProblem(policy: RetryPolicy): string | undefined {
  const { maxAttempts, minDelay, maxDelay, factor, jitter, onRetry, attemptTimeout } = policy;
  if (!Number.isInteger(maxAttempts) || maxAttempts < 1)
    return 'maxAttempts must be an integer of at least 1';
  if (!isDelay(minDelay) || !isDelay(maxDelay))
    return `minDelay and maxDelay must be between 0 and ${LONGEST_TIMER} ms`;
  if (!(factor >= 1)) return 'factor must be at least 1';
  if (!(jitter >= 0 && jitter <= 1)) return 'jitter must be between 0 and 1';
  if (!['hold', 'pass'].includes(onRetry)) return `onRetry must be 'hold' or 'pass'`;
  if (!isDelay(attemptTimeout) || attemptTimeout < 1)
    return `attemptTimeout must be between 1 and ${LONGEST_TIMER} ms`;
  return undefined;
}

const isDelay = (value: number): boolean => value >= 0 && value <= LONGEST_TIMER;

/**
 * Milliseconds until the next attempt, or undefined when there shall be none. A {@link RetryAfterError} decides,
 * unless its time is no finite number: what comes of a header that is no number would use up all attempts at once.
 *
 * @param attempt the attempt that has failed, from 1
 * @param random a number from 0 to 1
 */
export function nextDelay(
  policy: RetryPolicy,
  attempt: number,
  error: unknown,
  random: number = Math.random(),
): number | undefined {
  if (error instanceof NonRetriableError || attempt >= policy.maxAttempts) return undefined;
  if (error instanceof RetryAfterError && Number.isFinite(error.milliseconds))
    return Math.min(LONGEST_TIMER, Math.max(0, error.milliseconds));
  const delay = Math.min(
    policy.maxDelay,
    policy.minDelay * Math.min(LONGEST_TIMER, policy.factor ** (attempt - 1)),
  );
  return Math.min(LONGEST_TIMER, Math.round(delay * (1 - policy.jitter * random)));
}
