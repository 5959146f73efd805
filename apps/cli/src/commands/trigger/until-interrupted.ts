import type { Io } from '../../io.js';

/**
 * Does the work until it is done or Ctrl-C is pressed, and resolves to whether it was. Abandoned work learns of
 * it by the signal and is not waited for.
 */
export async function untilInterrupted(
  io: Pick<Io, 'onInterrupt'>,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const abort = new AbortController();
  const interrupted = new Promise<void>((resolve) => {
    abort.signal.addEventListener('abort', () => resolve(), { once: true });
  });
  const stopListening = io.onInterrupt(() => abort.abort());
  try {
    await Promise.race([work(abort.signal), interrupted]);
  } finally {
    stopListening();
  }
  return abort.signal.aborted;
}
