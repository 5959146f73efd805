import { SqlError } from './worker/sql-client.js';

/** A file that this process cannot use, or no driver for it: somebody has to choose another one. */
export class UnusableStorageError extends Error {
  override readonly name = 'UnusableStorageError';
}

const FIXES: ReadonlyMap<number, string> = new Map([
  [5, 'another program holds its write lock: close it (a sqlite3 shell with an open transaction?)'],
  [6, 'another program holds its write lock: close it (a sqlite3 shell with an open transaction?)'],
  [8, 'it or its folder is read-only: give the app write access, or remount the file system'],
  [10, 'the disk reports errors or has become read-only: look into the system log'],
  [
    11,
    'it is damaged: when the app uses it, it is set aside and a new one is begun; recover it with `sqlite3 <file> .recover`',
  ],
  [13, 'the disk is full: make room'],
  [14, 'it cannot be opened or made: look at its folder and the permissions'],
  [23, 'the app may not open it: look at the permissions'],
  [26, 'it is no SQLite database: when the app uses it, it is set aside and a new one is begun'],
]);

/** The same for what the file system says before SQLite is asked. */
const FILE_FIXES: ReadonlyMap<unknown, string> = new Map([
  ['EACCES', 'the app may not write there: look at the permissions'],
  ['EPERM', 'the app may not write there: look at the permissions'],
  ['EROFS', 'the file system is read-only: remount it'],
  ['ENOSPC', 'the disk is full: make room'],
  ['ENOTDIR', 'a part of the path is a file: choose another path'],
  ['EEXIST', 'a part of the path is a file: choose another path'],
  // What Node says of a folder on a read-only file system.
  ['ENOENT', 'its folder cannot be made: make it, or remount the file system if that is read-only'],
]);

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
  return `${file}: ${fix ?? 'unexpected failure'} (${message})`;
}

/** Says that a new file is in use in place of the one that was damaged, or deleted or replaced. */
export const describeLoss = (file: string, setAside: string | undefined): string =>
  setAside === undefined
    ? `${file} was deleted or replaced while the app ran; the file that is there now is in use. ` +
      'What was still to be read from the other one is delivered only if it is put back while the app is stopped'
    : `${file} was damaged and is now ${setAside}; a new file is in use. ` +
      `Recover events with: sqlite3 ${setAside} .recover`;

/** Whether the file has to be set aside. */
export const isDamage = (error: unknown): boolean => error instanceof SqlError && DAMAGED.has(error.code);

/** Whether the database has to be opened again before it can be used. */
export const needsReopening = (error: unknown): boolean =>
  !(error instanceof SqlError) || REOPEN.has(error.code);

/** Whether a failure is about the storage, not about one statement's data. */
export const isStorageFailure = (error: unknown): boolean =>
  !(error instanceof SqlError) || error.code === 0 || FIXES.has(error.code);
