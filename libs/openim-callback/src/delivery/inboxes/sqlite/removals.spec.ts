import { until } from '../../../../../../test/support/until.js';
import { Removals } from './removals.js';
import type { Statements } from './queued-write.js';

/** A queue whose transactions begin and end when the test says so. */
class Bench {
  readonly noted: { statements: Statements; done: () => void }[] = [];
  readonly done: number[] = [];
  owner = 'me';
  private readonly removals: Removals;

  constructor(keep = false) {
    const enqueue = (statements: Statements, done = (): void => undefined): void =>
      void this.noted.push({ statements, done });
    this.removals = new Removals({ owner: () => this.owner, queue: { enqueue }, keep });
  }

  flush(): void {
    this.removals.flush();
  }

  add(seq: number, owner = 'me'): void {
    this.removals.add(seq, { owner, partition: 1, epoch: 2 }, () => this.done.push(seq));
  }

  /** The numbers of the events that a transaction beginning now would remove. */
  begin(index: number): unknown {
    const { statements } = this.noted[index] ?? {};
    const asked = typeof statements === 'function' ? statements() : statements;
    const [list] = asked?.find(({ sql }) => sql.startsWith('DELETE'))?.params ?? [];
    return JSON.parse(String(list)) as unknown;
  }
}

describe('Removals', () => {
  it('waits a little for others, unless it is isFlushing', async () => {
    const bench = new Bench();
    bench.add(1);
    bench.add(2);
    expect(bench.noted).toHaveLength(0);
    await until(() => bench.noted.length === 1);
    expect(bench.begin(0)).toEqual([
      [1, 1, 2],
      [2, 1, 2],
    ]);
    bench.add(3);
    bench.flush();
    expect(bench.begin(1)).toEqual([[3, 1, 2]]);
    bench.flush();
    expect(bench.noted).toHaveLength(2);
  });

  it('does not wait for more than a transaction should remove', () => {
    const bench = new Bench();
    for (let seq = 1; seq < 100; seq++) bench.add(seq);
    expect(bench.noted).toHaveLength(0);
    bench.add(100);
    bench.add(101);
    expect(bench.noted).toHaveLength(1);
    expect(bench.begin(0)).toHaveLength(101);
  });

  it('removes with one statement what waits when the transaction begins', () => {
    const bench = new Bench();
    bench.flush();
    bench.add(1);
    bench.add(2);
    expect(bench.noted).toHaveLength(1);
    bench.add(3);
    expect(bench.begin(0)).toEqual([
      [1, 1, 2],
      [2, 1, 2],
      [3, 1, 2],
    ]);
    bench.add(4);
    expect(bench.noted).toHaveLength(2);
    bench.noted[0]?.done();
    expect(bench.done).toEqual([1, 2, 3]);
    expect(bench.begin(1)).toEqual([[4, 1, 2]]);
    bench.noted[1]?.done();
    expect(bench.done).toEqual([1, 2, 3, 4]);
  });

  it('leaves out what came from a file that is gone, and says that it is done with it', () => {
    const bench = new Bench();
    bench.flush();
    bench.add(1);
    bench.owner = 'me again';
    bench.add(1, 'me again');
    expect(bench.begin(0)).toEqual([[1, 1, 2]]);
    bench.noted[0]?.done();
    expect(bench.done).toEqual([1, 1]);
  });

  it.each([
    [false, 0],
    [true, 1],
  ])('copies delivered events before they are removed when they are kept: %s', (keep, copies) => {
    const bench = new Bench(keep);
    bench.flush();
    bench.add(1);
    const { statements } = bench.noted[0] ?? {};
    const sqls = typeof statements === 'function' ? statements().map(({ sql }) => sql) : [];
    expect(sqls.filter((sql) => sql.startsWith('INSERT INTO delivered'))).toHaveLength(copies);
    expect(sqls.findIndex((sql) => sql.startsWith('DELETE'))).toBe(copies);
  });
});
