/** Why an event is a dead letter whose listener the app does not have. */
export const NO_SUCH_LISTENER =
  'the app has no such listener any more: redrive it when all processes run a version that has one';

/** Thrown by a listener whose event will never succeed: it becomes a dead letter at once. */
export class NonRetriableError extends Error {
  override readonly name: string = 'NonRetriableError';
}

/** Thrown by a listener that knows when to be called again, after a rate limit for example. */
export class RetryAfterError extends Error {
  override readonly name = 'RetryAfterError';

  constructor(
    message: string,
    /** Milliseconds to wait instead of the computed delay, which stays when this is NaN or infinite. */
    readonly milliseconds: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The process ended while a listener had the event: it was killed, ran out of memory, or the listener ended it. */
export class ProcessEndedError extends Error {
  override readonly name = 'ProcessEndedError';

  constructor(attempt: number) {
    super(`the process ended during attempt ${attempt}`);
  }
}

/** An attempt took longer than `attemptTimeout`. */
export class AttemptTimeoutError extends Error {
  override readonly name = 'AttemptTimeoutError';

  constructor(milliseconds: number) {
    super(`no end within ${milliseconds} ms`);
  }
}

/** What a dead letter says of an error. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);
