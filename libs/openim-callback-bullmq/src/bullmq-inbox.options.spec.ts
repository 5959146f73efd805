import { withDefaults, type BullmqInboxOptions } from './bullmq-inbox.options.js';

/** What somebody who writes JavaScript may give. */
const withAny = (options: object) => withDefaults(options as BullmqInboxOptions);

describe('the options of bullmqInbox', () => {
  it('have defaults', () => {
    expect(withDefaults({ connection: { port: 6379 } })).toEqual({
      server: 'Redis',
      name: 'openim',
      role: undefined,
      partitions: 16,
      concurrency: 16,
      lookAhead: 1000,
      duplicateWindow: 600_000,
      confirmWindow: 120_000,
      lease: 10_000,
      timeout: 2000,
      strict: false,
      maxHeld: 10_000,
      maxHeldBytes: 64 * 1024 * 1024,
      spill: undefined,
      maxSpilled: 100_000,
      maxDeadLetters: 1000,
      maxNonces: 100_000,
    });
  });

  it.each([
    ['partitions', 0],
    ['partitions', 1025],
    ['partitions', 1.5],
    ['concurrency', 0],
    ['concurrency', '16'],
    ['lookAhead', Number.NaN],
    ['lease', 999],
    ['timeout', 0],
    ['timeout', 2 ** 31],
    ['duplicateWindow', -1],
    ['confirmWindow', Infinity],
    ['maxHeld', -1],
    ['maxHeldBytes', -1],
    ['maxSpilled', -1],
    ['maxDeadLetters', -1],
    ['role', 'recieve'],
    ['name', 'a:b'],
    ['name', ''],
  ])('refuse %s %j', (name, value) => {
    expect(() => withAny({ connection: { port: 6379 }, [name]: value })).toThrow(`bullmqInbox: ${name} must`);
  });

  it('take a prefix of the keys in Redis', () => {
    expect(() => withAny({ connection: { port: 6379 }, prefix: 'app' })).not.toThrow();
  });

  it.each([
    [{ connection: { port: 6379 }, lookAhed: 5 }, "there is no option 'lookAhed': did you mean 'lookAhead'?"],
    [{ conection: { port: 6379 } }, "there is no option 'conection': did you mean 'connection'?"],
    [{ connection: { port: 6379 }, server: 'Redis' }, "there is no option 'server'"],
  ])('have no other names: not %j', (options, problem) => {
    expect(() => withAny(options)).toThrow(problem);
  });

  it.each([{}, { connection: { port: 6379 }, postgres: {} }])('have one server: not %j', (options) => {
    expect(() => withAny(options)).toThrow('needs either connection, for Redis, or postgres');
  });
});
