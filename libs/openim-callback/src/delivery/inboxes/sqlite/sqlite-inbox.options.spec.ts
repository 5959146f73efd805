import { sqliteInbox } from './sqlite-inbox.js';
import { withDefaults } from './sqlite-inbox.options.js';

describe('the options of the SQLite inbox', () => {
  const defaults = {
    file: 'a.db',
    driver: undefined,
    role: undefined,
    concurrency: 16,
    lookAhead: 5000,
    lookAheadBytes: 67_108_864,
    maxHeld: 10_000,
    maxHeldBytes: 67_108_864,
    duplicateWindow: 600_000,
    retention: 0,
    maxRetained: 100_000,
    maxDeadLetters: 1000,
    maxDeadLetterBytes: 67_108_864,
    lease: 10_000,
    pollInterval: 250,
  };

  it('have these defaults, also where undefined is given', () => {
    expect(withDefaults({ file: 'a.db' })).toEqual(defaults);
    const nothing = Object.fromEntries(Object.keys(defaults).map((name) => [name, undefined]));
    expect(withDefaults({ ...nothing, file: 'a.db' })).toEqual(defaults);
  });

  it('are taken as they are given', () => {
    const given = {
      ...defaults,
      driver: 'libsql' as const,
      concurrency: 1,
      lookAhead: 2,
      maxHeld: 3,
      lease: 60_000,
      duplicateWindow: 0,
    };
    expect(withDefaults(given)).toEqual(given);
  });

  it.each([
    ['concurrency', 0],
    ['concurrency', Number.NaN],
    ['lookAhead', 0],
    ['lookAhead', 1.5],
    ['maxHeld', 0],
    ['maxHeldBytes', 0],
    ['duplicateWindow', -1],
    ['retention', Number.NaN],
    ['maxRetained', -1],
    ['maxDeadLetters', -1],
    ['maxDeadLetterBytes', Number.NaN],
    ['lease', 99],
    ['lease', 60_001],
    ['lease', Number.NaN],
    ['pollInterval', 0],
    ['pollInterval', 2 ** 31],
  ])('do not make an inbox with a %s of %d', (name, value) => {
    expect(() => sqliteInbox({ file: 'a.db', [name]: value })).toThrow(`sqliteInbox: ${name} must be`);
  });

  it('do not make one without a file', () => {
    const nothing: { file?: string } = {};
    expect(() => sqliteInbox({ ...nothing, file: '' })).toThrow('file must be');
    expect(() => sqliteInbox(nothing as { file: string })).toThrow('file must be');
  });

  it('do not make one with a driver that is a module and not where it is', () => {
    const driver = class Database {};
    expect(() => sqliteInbox({ file: 'a.db', driver: driver as never })).toThrow(
      "such as import.meta.resolve('libsql')",
    );
    expect(() => sqliteInbox({ file: 'a.db', driver: '' })).toThrow('driver must be');
  });

  it('do not make one with a role that there is not', () => {
    expect(() => sqliteInbox({ file: 'a.db', role: 'none' as never })).toThrow(
      "role must be 'both', 'receive' or 'deliver', it is \"none\"",
    );
  });
});
