import { setTimeout as pause } from 'node:timers/promises';

/**
 * Looks again and again until there is something.
 *
 * @throws {Error} saying what was waited for when it does not come within that many milliseconds
 */
export async function waitUntil<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  milliseconds = 60_000,
): Promise<T> {
  const timeUp = new AbortController();
  const inVain = pause(milliseconds, undefined, { signal: timeUp.signal }).then(() => {
    throw new Error(`waited ${milliseconds} ms in vain: ${what}`);
  });
  try {
    for (;;) {
      const found = await Promise.race([look(), inVain]);
      if (found !== undefined && found !== false) return found;
      await Promise.race([pause(10), inVain]);
    }
  } finally {
    timeUp.abort();
    await inVain.catch(() => undefined);
  }
}
