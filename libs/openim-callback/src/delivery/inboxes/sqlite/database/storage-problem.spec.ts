import { describeLoss } from '../messages.js';
import { SqlError } from './sql-client.js';
import {
  describeProblem,
  isDamage,
  isStorageFailure,
  needsReopening,
  UnusableStorageError,
} from './storage-problem.js';

const FILE = '/data/inbox.db';
const system = (code: string): Error => Object.assign(new Error(`${code}: no`), { code });

describe('what is said about a failing storage', () => {
  it.each([
    [5, 'another program holds its write lock: close it'],
    [6, 'another program holds its write lock: close it'],
    [8, 'read-only: give the app write access'],
    [10, 'look into the system log'],
    [11, 'it is set aside and a new one is begun'],
    [13, 'the disk is full: make room'],
    [14, 'look at its folder and the permissions'],
    [23, 'look at the permissions'],
    [26, 'it is no SQLite database'],
  ])('SQLite code %i: what is wrong and what to do', (code, fix) => {
    const problem = describeProblem(FILE, new SqlError('SQLite said so', code));
    expect(problem).toContain(`${FILE}: `);
    expect(problem).toContain(fix);
    expect(problem).toContain('(SQLite said so)');
  });

  it.each([
    ['EACCES', 'look at the permissions'],
    ['EPERM', 'look at the permissions'],
    ['EROFS', 'remount it'],
    ['ENOSPC', 'make room'],
    ['ENOTDIR', 'choose another path'],
    ['EEXIST', 'choose another path'],
    ['ENOENT', 'its folder cannot be made'],
  ])('%s: what is wrong and what to do', (code, fix) => {
    expect(describeProblem(FILE, system(code))).toContain(fix);
  });

  it('says what it knows about anything else', () => {
    expect(describeProblem(FILE, 'odd')).toBe(`${FILE}: unexpected failure (odd)`);
    expect(describeProblem(FILE, new SqlError('odd', 0))).toBe(`${FILE}: unexpected failure (odd)`);
    expect(describeProblem(FILE, new UnusableStorageError('clear enough'))).toBe('clear enough');
  });

  it('tells how to recover what was damaged, and what is lost with a deleted file', () => {
    expect(describeLoss(FILE, '/data/aside.db')).toContain('sqlite3 /data/aside.db .recover');
    expect(describeLoss(FILE, undefined)).toContain('was deleted or replaced');
  });
});

describe('what kind of failure it is', () => {
  const codes = [0, 1, 5, 6, 8, 10, 11, 13, 14, 18, 19, 23, 26];
  const those = (is: (error: unknown) => boolean): number[] =>
    codes.filter((code) => is(new SqlError('no', code)));

  it('storage or one statement', () => {
    expect(those(isStorageFailure)).toEqual([0, 5, 6, 8, 10, 11, 13, 14, 23, 26]);
    expect(isStorageFailure(system('EACCES'))).toBe(true);
    expect(isStorageFailure(new UnusableStorageError('no'))).toBe(true);
  });

  it('damaged or not', () => {
    expect(those(isDamage)).toEqual([11, 26]);
    expect(isDamage(system('EIO'))).toBe(false);
  });

  it('to be opened again or not', () => {
    expect(those(needsReopening)).toEqual([0, 8, 10, 11, 14, 23, 26]);
    expect(needsReopening(system('EACCES'))).toBe(true);
  });
});
