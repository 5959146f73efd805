import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { isAway, SharedPool } from './shared-pool.js';

/** What the server says of a statement. */
const saying = (code: string): Error => Object.assign(new Error(code), { severity: 'ERROR', code });

/** A pool that fails as a test says, and then answers. */
class FakePool implements PgPool {
  asked = 0;
  ended = false;
  readonly heard: string[] = [];

  constructor(private readonly failures: Error[]) {}

  async query<R>(): Promise<PgQueryResult<R>> {
    this.asked++;
    const failure = this.failures.shift();
    if (failure) throw failure;
    return { rows: [] };
  }

  connect(): Promise<PgPoolClient> {
    return Promise.reject(new Error('no client'));
  }

  async end(): Promise<void> {
    this.ended = true;
  }

  on(event: 'error' | 'connect'): this {
    this.heard.push(event);
    return this;
  }

  removeAllListeners(): this {
    return this;
  }
}

describe('SharedPool', () => {
  const watched = () => {
    const told: string[] = [];
    return {
      told,
      watcher: { away: (error: unknown) => told.push(String(error)), back: () => told.push('back') },
    };
  };

  it('repeats a statement until the server is there, and tells of it when once is not enough', async () => {
    const { told, watcher } = watched();
    const inner = new FakePool([saying('57P01'), new Error('ECONNREFUSED'), saying('53300')]);
    const pool = new SharedPool(inner, true, watcher);
    expect(await pool.query('SELECT 1')).toEqual({ rows: [] });
    expect([inner.asked, pool.repeats]).toEqual([4, 3]);
    expect(told).toEqual(['Error: ECONNREFUSED', 'Error: 53300', 'back']);
    await pool.query('SELECT 1');
    expect(told).toHaveLength(3);
  });

  it('repeats nothing that the server has refused, and nothing for who does not wait', async () => {
    await expect(new SharedPool(new FakePool([saying('22001')]), true).query('')).rejects.toThrow('22001');
    await expect(new SharedPool(new FakePool([saying('57P01')]), false).query('')).rejects.toThrow('57P01');
  });

  it('repeats nothing after it was ended', async () => {
    const inner = new FakePool([new Error('ECONNREFUSED')]);
    const pool = new SharedPool(inner, true);
    await pool.end();
    await expect(pool.query('')).rejects.toThrow('ECONNREFUSED');
    expect(inner.ended).toBe(true);
  });

  it('hears errors of idle connections, which would end the process', () => {
    const inner = new FakePool([]);
    new SharedPool(inner, true).on().removeAllListeners();
    expect(inner.heard).toEqual(['error', 'connect']);
  });
});

describe('isAway', () => {
  it.each([
    [new Error('ECONNREFUSED'), true],
    [saying('08006'), true],
    [saying('57P03'), true],
    [saying('40P01'), true],
    [saying('22021'), false],
    [saying('42P01'), false],
  ])('of %s is %s', (error, expected) => {
    expect(isAway(error)).toBe(expected);
  });
});
