import type { LazySignal } from '../lazy-signal.js';
import { AttemptTimeoutError } from '../retry/retry-errors.js';

/**
 * Waits for an attempt under a time limit. Past it the attempt counts as failed whatever still becomes of it; its
 * signal has aborted by then.
 *
 * @throws what the attempt rejects with, an {@link AttemptTimeoutError}, or the shutdown's reason
 */
export function attemptWithin(
  milliseconds: number,
  shutdown: AbortSignal,
  source: LazySignal,
  running: PromiseLike<unknown>,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      shutdown.removeEventListener('abort', onShutdown);
    };
    const abort = (reason: unknown): void => {
      end();
      source.abort(reason);
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    const timer = setTimeout(() => abort(new AttemptTimeoutError(milliseconds)), milliseconds);
    const onShutdown = (): void => abort(shutdown.reason);
    if (shutdown.aborted) return onShutdown();
    shutdown.addEventListener('abort', onShutdown);
    running.then(resolve, reject).then(end);
  });
}
