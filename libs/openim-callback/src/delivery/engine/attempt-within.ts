import { AttemptTimeoutError } from '../retry/retry-errors.js';

/**
 * Runs an attempt under a time limit. Past it the attempt counts as failed whatever still becomes of it; its
 * signal has aborted by then.
 *
 * @throws whatever the attempt throws, {@link AttemptTimeoutError}, or the shutdown's reason
 */
export function attemptWithin(
  milliseconds: number,
  shutdown: AbortSignal,
  attempt: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const give = (reason: unknown): void => {
      end();
      controller.abort(reason);
      reject(reason instanceof Error ? reason : new Error(String(reason)));
    };
    const timer = setTimeout(() => give(new AttemptTimeoutError(milliseconds)), milliseconds);
    const onShutdown = (): void => give(shutdown.reason);
    const end = (): void => {
      clearTimeout(timer);
      shutdown.removeEventListener('abort', onShutdown);
    };
    shutdown.addEventListener('abort', onShutdown);
    attempt(controller.signal).then(resolve, reject).finally(end);
  });
}
