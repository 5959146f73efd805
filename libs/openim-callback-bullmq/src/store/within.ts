import { isNativeError } from 'node:util/types';

/** There was no answer in time. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/**
 * Waits for a promise for so many milliseconds.
 *
 * @throws what the promise rejects with
 * @throws {NoAnswerError} when the time is up
 */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}

/** What an error says. */
export const messageOf = (error: unknown): string => (isNativeError(error) ? error.message : String(error));
