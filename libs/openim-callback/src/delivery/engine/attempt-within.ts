import { LazySignal, type SignalSource } from '../lazy-signal.js';
import { AttemptTimeoutError } from '../retry/retry-errors.js';

/**
 * Runs an attempt under a time limit. Past it the attempt counts as failed whatever still becomes of it; its
 * signal has aborted by then. One that ends at once costs neither a timer nor a signal nor a promise.
 *
 * @throws whatever the attempt throws; the promise rejects with what it rejects with, with
 *   {@link AttemptTimeoutError}, or with the shutdown's reason
 */
export function attemptWithin(
  milliseconds: number,
  shutdown: AbortSignal,
  attempt: (source: SignalSource) => PromiseLike<unknown> | undefined,
): Promise<unknown> | undefined {
  const own = new LazySignal();
  const running = attempt(own);
  return running && within(milliseconds, shutdown, own, running);
}

function within(
  milliseconds: number,
  shutdown: AbortSignal,
  own: LazySignal,
  running: PromiseLike<unknown>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      shutdown.removeEventListener('abort', onShutdown);
    };
    const give = (reason: unknown): void => {
      end();
      own.abort(reason);
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    const timer = setTimeout(() => give(new AttemptTimeoutError(milliseconds)), milliseconds);
    const onShutdown = (): void => give(shutdown.reason);
    if (shutdown.aborted) return onShutdown();
    shutdown.addEventListener('abort', onShutdown);
    running.then(resolve, reject).then(end);
  });
}
