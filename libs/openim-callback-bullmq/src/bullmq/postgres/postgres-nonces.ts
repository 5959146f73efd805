import type { PgPool } from 'bullmq';
import type { NonceBounds } from '../../store/queue-store.js';
import { codeOf } from '../job-record.js';
import { CLAIM_NONCE, FORGET_NONCES, MAKE_NONCES } from './nonce-statements.js';

/** Nonces that are noted until those are looked for that can be forgotten. */
const FORGET_EVERY = 1000;

/** SQLSTATE: there is no such table. */
const NO_TABLE = '42P01';

/** The used nonces in a table of their own, which is made when the first of them comes. */
export class PostgresNonces {
  private noted = 0;

  /** @param pool one whose statements fail while the server is away */
  constructor(private readonly pool: PgPool) {}

  /** Notes that a nonce was used; false when it was before. */
  async claim(set: string, nonce: string, bounds: NonceBounds): Promise<boolean> {
    const isFresh = await this.insert(set, nonce);
    if (isFresh && ++this.noted % FORGET_EVERY === 0) void this.forget(set, bounds);
    return isFresh;
  }

  private async insert(set: string, nonce: string): Promise<boolean> {
    const insert = async (): Promise<boolean> =>
      (await this.pool.query(CLAIM_NONCE, [set, nonce])).rows.length > 0;
    try {
      return await insert();
    } catch (error) {
      if (codeOf(error) !== NO_TABLE) throw error;
      await this.pool.query(MAKE_NONCES);
      return insert();
    }
  }

  /** What fails is done the next time. */
  private async forget(set: string, { keep, most }: NonceBounds): Promise<void> {
    await this.pool.query(FORGET_NONCES, [set, keep ?? null, most]).catch(() => undefined);
  }
}
