import type { PgPoolClient, PgQueryResult } from 'bullmq';
import { eventually } from '../../../../../test/support/inbox-suite.js';
import { newLockToken } from '../lock-token.js';
import { PostgresMaintenance } from './postgres-maintenance.js';
import { FREE, LOCKED } from './postgres-statements.js';

const LEASE = 40;

/** A pool on a table with one lock that nobody extends. */
class FakePool {
  readonly freed: unknown[] = [];
  looks = 0;
  failing = true;
  readonly lock = { queue: 'openim-00', id: 'event', lock_token: newLockToken(LEASE), until: '1' };

  async query<R>(text: string, params: readonly unknown[] = []): Promise<PgQueryResult<R>> {
    if (text === LOCKED) this.looks++;
    if (this.failing) throw new Error('away');
    if (text === FREE) this.freed.push(params);
    return { rows: (text === LOCKED ? [this.lock] : []) as R[] };
  }

  connect(): Promise<PgPoolClient> {
    return Promise.reject(new Error('no client'));
  }

  async end(): Promise<void> {
    // Nothing is open.
  }

  on(): this {
    return this;
  }

  removeAllListeners(): this {
    return this;
  }
}

describe('PostgresMaintenance', () => {
  it('frees what was locked for a lease without being extended, also when it could not look at first', async () => {
    const pool = new FakePool();
    const maintenance = new PostgresMaintenance(pool, new Set(['openim-00']), LEASE);
    await eventually(() => expect(pool.looks).toBeGreaterThan(1));
    expect(pool.freed).toEqual([]);
    pool.failing = false;
    const { queue, id, lock_token, until } = pool.lock;
    await eventually(() => expect(pool.freed[0]).toEqual([queue, id, lock_token, until]));
    maintenance.stop();
    const { looks } = pool;
    await new Promise((resolve) => setTimeout(resolve, LEASE));
    expect(pool.looks).toBe(looks);
  });
});
