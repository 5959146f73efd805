import { setImmediate, setTimeout as pause } from 'node:timers/promises';

/** Milliseconds: longer than anything within this process takes, and shorter than Jest waits. */
const PATIENCE = 15_000;

/** What happens in this process takes a few turns of the event loop; what takes longer is asked for less often. */
const EAGER = 20;
const STEP = 5;

/**
 * Looks again and again until there is something, and gives it.
 *
 * @param look gives nothing, or false, as long as it is not so
 * @param what is waited for, for the error
 * @throws {Error} saying what was waited for when it does not come within that many milliseconds
 */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what = String(look),
  patience = PATIENCE,
): Promise<T> {
  const timeUp = new AbortController();
  const inVain = pause(patience, undefined, { signal: timeUp.signal }).then(() => {
    throw new Error(`waited ${patience} ms in vain: ${what}`);
  });
  const start = performance.now();
  try {
    for (;;) {
      const found = await Promise.race([look(), inVain]);
      if (found !== undefined && found !== false) return found;
      await Promise.race([performance.now() - start < EAGER ? setImmediate() : pause(STEP), inVain]);
    }
  } finally {
    timeUp.abort();
    await inVain.catch(() => undefined);
  }
}

/** A promise with its ends outside. */
export interface Gate<T = void> {
  readonly promise: Promise<T>;
  readonly open: (value: T) => void;
}

/** Something to wait for that a test decides about. */
export function gate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
