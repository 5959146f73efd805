import { sqliteInbox } from './sqlite-inbox.js';
import { withDefaults } from './sqlite-inbox.options.js';

describe('the options of the SQLite inbox', () => {
  const defaults = {
    file: 'a.db',
    driver: undefined,
    concurrency: 16,
    window: 5000,
    windowBytes: 67_108_864,
    maxHeld: 10_000,
    maxHeldBytes: 67_108_864,
    duplicateWindow: 600_000,
    retention: 0,
    maxRetained: 100_000,
    maxUnusable: 1000,
    maxUnusableBytes: 67_108_864,
    lease: 10_000,
    pollInterval: 250,
  };

  it('have these defaults, also where undefined is given', () => {
    expect(withDefaults({ file: 'a.db' })).toEqual(defaults);
    const nothing = Object.fromEntries(Object.keys(defaults).map((name) => [name, undefined]));
    expect(withDefaults({ ...nothing, file: 'a.db' })).toEqual(defaults);
  });

  it('are taken as they are given, but for a lease longer than other processes would believe', () => {
    const given = {
      ...defaults,
      driver: 'libsql' as const,
      concurrency: 1,
      window: 2,
      maxHeld: 3,
      lease: 500,
    };
    expect(withDefaults(given)).toEqual(given);
    expect(withDefaults({ file: 'a.db', lease: 3_600_000 }).lease).toBe(60_000);
  });

  it.each([
    ['concurrency', 0],
    ['concurrency', Number.NaN],
    ['window', 0],
    ['window', 1.5],
    ['maxHeld', 0],
    ['maxHeldBytes', 0],
    ['duplicateWindow', -1],
    ['retention', Number.NaN],
    ['maxRetained', -1],
    ['maxUnusable', -1],
    ['maxUnusableBytes', Number.NaN],
    ['lease', 0],
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
});
