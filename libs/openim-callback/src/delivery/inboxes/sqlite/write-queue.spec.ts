import fc from 'fast-check';
import { eventually, Gate } from '../../inbox-suite/eventually.js';
import { InboxFullError } from '../../inbox.js';
import { isStorageFailure } from './database/storage-problem.js';
import { SqlError } from './database/sql-client.js';
import type { SqlStatement } from './database/sql-protocol.js';
import { WriteQueue, type WriteQueueParts } from './write-queue.js';

const FULL = new SqlError('database or disk is full', 13);
const POISON = new SqlError('too big', 18);

/** A storage that does what a test says, and the queue that writes to it. */
class Bench {
  readonly batches: string[][] = [];
  readonly told: string[] = [];
  /** Transactions that were begun. */
  asked = 0;
  /** What the storage says to a transaction; undefined when it takes it. */
  answer: (statements: readonly SqlStatement[]) => Promise<Error | undefined> = async () => undefined;
  readonly queue: WriteQueue;

  constructor(bounds: Partial<WriteQueueParts> = {}) {
    this.queue = new WriteQueue({
      write: async (statements) => {
        this.asked++;
        const error = await this.answer(statements);
        if (error) throw error;
        this.batches.push(statements.map(({ sql }) => sql));
        return statements.map(({ sql }) => [{ sql }]);
      },
      isStorageFailure,
      onFailing: (error) => this.told.push(String(error)),
      onWorking: () => this.told.push('works'),
      maxHeld: 1000,
      maxHeldBytes: 1000,
      ...bounds,
    });
  }

  append(sql: string, bytes = 1) {
    return this.queue.append({ statements: [{ sql }], bytes, written: () => undefined });
  }

  get written(): string[] {
    return this.batches.flat();
  }
}

describe('WriteQueue', () => {
  it('writes together what comes together, and what comes while a transaction runs in the next', async () => {
    const bench = new Bench();
    const gate = new Gate();
    bench.answer = () => gate.passed.then(() => undefined);
    const first = [bench.append('a'), bench.append('b')];
    await eventually(() => expect(bench.asked).toBe(1));
    const second = [bench.append('c'), bench.append('d')];
    gate.open();
    expect(await Promise.all([...first, ...second])).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect(bench.batches).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
    expect(bench.queue.held).toBe(0);
  });

  const turns = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  it('has connections share transactions that come out of step', async () => {
    const bench = new Bench();
    bench.answer = () => turns(40).then(() => undefined);
    // Each sends the next when the last was answered, which takes a while to get there and back.
    const connection = async (name: string): Promise<void> => {
      for (let count = 0; count < 50; count++) {
        await bench.append(name);
        await turns(3);
      }
    };
    const first = connection('a');
    await turns(5);
    await Promise.all([first, connection('b')]);
    expect(bench.written).toHaveLength(100);
    const shared = bench.batches.filter(({ length }) => length === 2);
    expect(shared.length).toBeGreaterThan(25);
  });

  it('has one connection wait for nobody, whatever the last transaction took', async () => {
    const bench = new Bench();
    bench.answer = () => turns(40).then(() => undefined);
    await Promise.all([bench.append('a'), bench.append('b')]);
    await bench.append('a');
    for (let count = 1; count <= 5; count++) {
      const { asked } = bench;
      const appended = bench.append('a');
      await turns(2);
      expect(bench.asked).toBe(asked + 1);
      await appended;
    }
  });

  it('lets what nobody waits for go with an append, or after a while by itself', async () => {
    const bench = new Bench();
    bench.queue.enqueue([{ sql: 'done 1' }]);
    bench.queue.enqueue([{ sql: 'done 2' }]);
    await bench.append('a');
    expect(bench.batches).toEqual([['done 1', 'done 2', 'a']]);
    bench.queue.enqueue([{ sql: 'done 3' }]);
    await eventually(() => expect(bench.batches).toHaveLength(2));
  });

  it('tells whether something is durable that cannot linger', async () => {
    const bench = new Bench();
    bench.answer = async (statements) => (statements.some(({ sql }) => sql === 'bad') ? POISON : undefined);
    expect(await bench.queue.write([{ sql: 'a' }])).toBe(true);
    expect(await bench.queue.write([{ sql: 'bad' }])).toBe(false);
    bench.answer = async () => FULL;
    const held = bench.queue.write([{ sql: 'b' }]);
    await eventually(() => expect(bench.told).toHaveLength(1));
    bench.queue.close();
    expect(await held).toBe(false);
    expect(await bench.queue.write([{ sql: 'c' }])).toBe(false);
    expect(bench.written).toEqual(['a']);
  });

  it('asks for statements when their transaction begins, and once however often it is tried', async () => {
    const bench = new Bench();
    let known = 'too early';
    let asked = 0;
    bench.queue.enqueue(() => [{ sql: `${known} ${++asked}` }]);
    known = 'known';
    bench.answer = async () => FULL;
    await bench.append('a');
    bench.answer = async () => undefined;
    await eventually(() => expect(bench.written).toEqual(['known 1', 'a']));
  });

  it('gives each write the rows of its own statements', async () => {
    const { queue } = new Bench();
    const rows: unknown[] = [];
    const append = (...sqls: string[]) =>
      queue.append({ statements: sqls.map((sql) => ({ sql })), bytes: 1, written: (got) => rows.push(got) });
    await Promise.all([append('a', 'b'), append('c')]);
    await queue.flush();
    expect(rows).toEqual([[[{ sql: 'a' }], [{ sql: 'b' }]], [[{ sql: 'c' }]]]);
  });

  it('acknowledges first, begins what came upon that, and only then hands over what was written', async () => {
    const bench = new Bench();
    const log: string[] = [];
    bench.answer = async ([first]) => void log.push(`begins ${String(first?.sql)}`);
    const append = async (sql: string) => {
      await bench.queue.append({
        statements: [{ sql }],
        bytes: 1,
        written: () => log.push(`hands over ${sql}`),
      });
      log.push(`acknowledges ${sql}`);
    };
    await append('a');
    await append('b');
    await bench.queue.flush();
    expect(log.slice(0, 5)).toEqual([
      'begins a',
      'acknowledges a',
      'begins b',
      'hands over a',
      'acknowledges b',
    ]);
    expect(log).toContain('hands over b');
  });

  it('makes no transaction larger than 2000 writes', async () => {
    const bench = new Bench({ maxHeld: 5000, maxHeldBytes: 5000 });
    await Promise.all(Array.from({ length: 4100 }, (_, index) => bench.append(String(index))));
    expect(bench.batches.map(({ length }) => length)).toEqual([2000, 2000, 100]);
  });

  it('holds what cannot be written, tells once, and writes it in order when the storage is back', async () => {
    const bench = new Bench();
    bench.answer = async () => FULL;
    expect(await Promise.all([bench.append('a'), bench.append('b')])).toEqual(['held', 'held']);
    expect(await bench.append('c')).toBe('held');
    expect(bench.queue.held).toBe(3);
    await eventually(() => expect(bench.told).toEqual([String(FULL)]));
    bench.answer = async () => undefined;
    await eventually(() => expect(bench.written).toEqual(['a', 'b', 'c']));
    expect(bench.told).toEqual([String(FULL), 'works']);
    expect(bench.queue.held).toBe(0);
    expect(await bench.append('d')).toBe('stored');
  });

  it('says at once that it holds something while the storage fails, without trying it first', async () => {
    const bench = new Bench();
    bench.answer = async () => FULL;
    await bench.append('a');
    const { asked } = bench;
    expect(await bench.append('b')).toBe('held');
    expect(bench.asked).toBe(asked);
    bench.queue.close();
  });

  it('says since when the first of those that are held was received, also while they are tried again', async () => {
    const bench = new Bench();
    const append = (receivedAt: number) =>
      bench.queue.append({ statements: [{ sql: 'a' }], bytes: 1, receivedAt, written: () => undefined });
    bench.answer = async () => FULL;
    expect(bench.queue.heldSince).toBeUndefined();
    await append(20);
    await append(10);
    bench.queue.enqueue([{ sql: 'done' }]);
    expect(bench.queue.heldSince).toBe(10);
    const gate = new Gate();
    bench.answer = () => gate.passed.then(() => undefined);
    const { asked } = bench;
    await eventually(() => expect(bench.asked).toBeGreaterThan(asked));
    expect(bench.queue.heldSince).toBe(10);
    gate.open();
    await bench.queue.flush();
    expect(bench.queue.heldSince).toBeUndefined();
  });

  it('takes no more than it may hold', async () => {
    const bench = new Bench({ maxHeld: 2, maxHeldBytes: 100 });
    bench.answer = async () => FULL;
    await Promise.all([bench.append('a'), bench.append('b')]);
    expect(() => bench.append('c')).toThrow(InboxFullError);
    bench.queue.enqueue([{ sql: 'done' }]);
    bench.answer = async () => undefined;
    await eventually(() => expect(bench.written).toEqual(['a', 'b', 'done']));
    expect(await bench.append('c', 100)).toBe('stored');
    await expect(async () => bench.append('d', 101)).rejects.toThrow(/no room/);
  });

  it('writes everything but the statement that is at fault', async () => {
    const bench = new Bench();
    bench.answer = async (statements) => (statements.some(({ sql }) => sql === 'bad') ? POISON : undefined);
    const writes = ['a', 'b', 'bad', 'c', 'd'].map((sql) => bench.append(sql));
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    await expect(writes[2]).rejects.toBe(POISON);
    expect(bench.written).toEqual(['a', 'b', 'c', 'd']);
    expect(bench.told).toEqual([]);
    expect(await bench.append('e')).toBe('stored');
  });

  it('is not stuck when only a poisonous write was held', async () => {
    const bench = new Bench();
    bench.answer = async () => FULL;
    await bench.append('bad');
    bench.answer = async (statements) => (statements.some(({ sql }) => sql === 'bad') ? POISON : undefined);
    await eventually(() => expect(bench.told).toEqual([String(FULL), 'works']));
    expect(await bench.append('a')).toBe('stored');
  });

  it('keeps the order, and loses nothing, whatever fails when', async () => {
    const answers = fc.array(fc.constantFrom<'ok' | 'full'>('ok', 'full'), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('good', 'bad'), { minLength: 1, maxLength: 12 }),
        answers,
        async (kinds, script) => {
          const bench = new Bench();
          const rest = [...script];
          bench.answer = async (statements) => {
            if (rest.shift() === 'full') return FULL;
            return statements.some(({ sql }) => sql.startsWith('bad')) ? POISON : undefined;
          };
          const sqls = kinds.map((kind, index) => `${kind} ${index}`);
          const outcomes = sqls.map((sql) =>
            bench.append(sql).then(
              (appended) => appended,
              () => 'refused' as const,
            ),
          );
          const good = sqls.filter((sql) => sql.startsWith('good'));
          await eventually(() => expect(bench.written).toEqual(good));
          for (const [index, outcome] of (await Promise.all(outcomes)).entries()) {
            if (sqls[index]?.startsWith('good')) expect(outcome).not.toBe('refused');
            else expect(outcome).not.toBe('stored');
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  it('flushes what was given before, though more keeps coming', async () => {
    const bench = new Bench();
    const stop = new AbortController();
    const stream = (async () => {
      while (!stop.signal.aborted) await bench.append('more');
    })();
    const mine = bench.append('mine');
    await bench.queue.flush();
    expect(await mine).toBe('stored');
    stop.abort();
    await stream;
  });

  it('flushes at once when nothing can be written, or nothing is left', async () => {
    const bench = new Bench();
    await bench.queue.flush();
    bench.answer = async () => FULL;
    await bench.append('a');
    await bench.queue.flush();
    expect(bench.queue.held).toBe(1);
    bench.queue.close();
    await bench.queue.flush();
  });

  it('tries what is held once more when it is flushed, though the next try is not due', async () => {
    const bench = new Bench();
    bench.answer = async () => FULL;
    await bench.append('a');
    bench.answer = async () => undefined;
    await bench.queue.flush();
    expect(bench.written).toEqual(['a']);
    expect(bench.queue.held).toBe(0);
    expect(bench.told).toEqual([String(FULL), 'works']);
  });

  it('tries once more also when a try is under way that began before the storage was back', async () => {
    const bench = new Bench();
    bench.answer = async () => FULL;
    await bench.append('a');
    const gate = new Gate();
    bench.answer = () => gate.passed.then(() => FULL);
    await eventually(() => expect(bench.asked).toBe(2));
    const flushed = bench.queue.flush();
    bench.answer = async () => undefined;
    gate.open();
    await flushed;
    expect(bench.written).toEqual(['a']);
  });

  it('tries for as long as it is given time, and no longer', async () => {
    const bench = new Bench();
    bench.answer = async () => FULL;
    await bench.append('a');
    await bench.queue.flush(1);
    expect(bench.queue.held).toBe(1);
    const asked = bench.asked;
    const flushed = bench.queue.flush(600_000);
    await eventually(() => expect(bench.asked).toBeGreaterThan(asked + 2));
    bench.answer = async () => undefined;
    await flushed;
    expect(bench.written).toEqual(['a']);
    expect(bench.queue.held).toBe(0);
  });

  it('takes nothing after close, and lets nobody wait for ever', async () => {
    const bench = new Bench();
    const late = bench.append('late');
    bench.queue.close();
    await expect(late).rejects.toThrow(InboxFullError);
    expect(() => bench.append('later')).toThrow(InboxFullError);
    bench.queue.enqueue([{ sql: 'x' }]);
    expect(bench.written).toEqual([]);
  });

  it('asks a storage that something else found failing until it answers', async () => {
    const bench = new Bench();
    bench.answer = async () => FULL;
    bench.queue.probe();
    await eventually(() => expect(bench.told).toEqual([String(FULL)]));
    bench.queue.probe();
    bench.answer = async () => undefined;
    await eventually(() => expect(bench.told).toEqual([String(FULL), 'works']));
    expect(bench.queue.held).toBe(0);
  });

  it('says when what nobody waits for was written, or never will be', async () => {
    const bench = new Bench();
    const done: string[] = [];
    bench.queue.enqueue([{ sql: 'a' }], () => done.push('a'));
    await eventually(() => expect(done).toEqual(['a']));
    bench.answer = async () => POISON;
    bench.queue.enqueue([{ sql: 'bad' }], () => done.push('bad'));
    await eventually(() => expect(done).toEqual(['a', 'bad']));
  });
});
