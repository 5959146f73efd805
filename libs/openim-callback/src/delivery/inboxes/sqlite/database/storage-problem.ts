import { FILE_FIXES, FIXES, storageProblem } from '../messages.js';
import { SqlError } from './sql-client.js';

/** A file that this process cannot use, or no driver for it: somebody has to choose another one. */
export class UnusableStorageError extends Error {
  override readonly name = 'UnusableStorageError';
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Result codes that mean that the file itself is beyond repair. */
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

/** Result codes after which the connection is made anew. */
const REOPEN: ReadonlySet<number> = new Set([0, 8, 10, 11, 14, 23, 26]);

/** Says what is wrong with the storage and what to do about it. */
export function describeProblem(file: string, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnusableStorageError) return message;
  const fix = error instanceof SqlError ? FIXES.get(error.code) : FILE_FIXES.get(codeOf(error));
  return storageProblem(file, fix, message);
}

/** Whether the file has to be set aside. */
export const isDamage = (error: unknown): boolean => error instanceof SqlError && DAMAGED.has(error.code);

/** Whether the database has to be opened again before it can be used. */
export const needsReopening = (error: unknown): boolean =>
  !(error instanceof SqlError) || REOPEN.has(error.code);

/** Whether a failure is about the storage, not about one statement's data. */
export const isStorageFailure = (error: unknown): boolean =>
  !(error instanceof SqlError) || error.code === 0 || FIXES.has(error.code);
