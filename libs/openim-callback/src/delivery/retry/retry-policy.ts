import { LONGEST_TIMER } from '../inbox-options.js';
import { NonRetriableError, RetryAfterError } from './retry-errors.js';

/** How a listener of after events is called again when it fails. */
export interface RetryOptions {
  /** Attempts, the first included, before the event becomes a dead letter. @default 10 */
  readonly maxAttempts?: number;
  /** Milliseconds before the second attempt. @default 1000 */
  readonly minDelay?: number;
  /** Milliseconds that no delay exceeds before jitter. @default 60000 */
  readonly maxDelay?: number;
  /** What each delay is multiplied with for the next. @default 2 */
  readonly factor?: number;
  /**
   * The part of a delay that is random, so that events that failed together do not return together.
   * @default 0.5, that is between half and the whole of the delay
   */
  readonly jitter?: number;
  /**
   * Whether an event that is to be tried again holds those of its ordering key that came later, or lets them
   * pass.
   * @default 'hold': a read position or a revocation that overtakes an earlier event leaves wrong state behind,
   *   a late one only late state
   */
  readonly onRetry?: 'hold' | 'pass';
  /** Milliseconds an attempt may take; then `context.signal` aborts and it counts as failed. @default 30000 */
  readonly attemptTimeout?: number;
}

/** Retry options with every default in place. */
export type RetryPolicy = Required<RetryOptions>;

/** The defaults: about five minutes from the first attempt to the last. */
export const DEFAULT_RETRY: RetryPolicy = {
  maxAttempts: 10,
  minDelay: 1000,
  maxDelay: 60_000,
  factor: 2,
  jitter: 0.5,
  onRetry: 'hold',
  attemptTimeout: 30_000,
};

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
