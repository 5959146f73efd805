import { NonRetriableError, RetryAfterError } from './retry-errors.js';
import type { RetryPolicy } from './retry-options.js';

/** The longest delay a timer can wait for. */
const LONGEST = 2 ** 31 - 1;

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
    return Math.min(LONGEST, Math.max(0, error.milliseconds));
  const delay = Math.min(
    policy.maxDelay,
    policy.minDelay * Math.min(LONGEST, policy.factor ** (attempt - 1)),
  );
  return Math.min(LONGEST, Math.round(delay * (1 - policy.jitter * random)));
}
