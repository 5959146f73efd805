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
