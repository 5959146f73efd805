import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionWatcher } from '../../store/queue-store.js';

/** Milliseconds until a server that is away is asked again. */
const ASK_AGAIN = 500;

/** Classes of SQLSTATE for a server that has not run the statement: connection, resources, operator intervention. */
const AWAY = /^(08|53|57P)/;
/** PostgreSQL has chosen this transaction to end a deadlock. */
const DEADLOCK = '40P01';

/** A pool of pg as all queues and workers share it. */
export class SharedPool implements PgPool {
  private closed = false;
  private repeated = 0;
  private toldAway = false;

  /**
   * @param retrying whether a statement is repeated until the server is there
   * @param watcher told when it is repeated more than once, and when it has an answer then
   */
  constructor(
    private readonly pool: PgPool,
    private readonly retrying: boolean,
    private readonly watcher?: ConnectionWatcher,
  ) {
    // Told by the statements that fail of it; unheard it would end the process, also of a client that BullMQ has taken.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** How often statements were repeated, which may have been run before. */
  get repeats(): number {
    return this.repeated;
  }

  connect(): Promise<PgPoolClient> {
    return this.pool.connect();
  }

  async query<R>(text: string, params?: readonly unknown[]): Promise<PgQueryResult<R>> {
    for (let failed = 0; ; failed++) {
      try {
        const result = await this.pool.query<R>(text, params);
        this.tell(undefined);
        return result;
      } catch (error) {
        if (!this.retrying || this.closed || !isAway(error)) throw error;
        // Once is what a connection that was lost, and is made anew, costs.
        if (failed > 0) this.tell(error);
        await sleep(ASK_AGAIN);
        this.repeated++;
      }
    }
  }

  /** Ends the connections; what waits for the server fails. */
  async end(): Promise<void> {
    this.closed = true;
    await this.pool.end();
  }

  /** Nobody needs to hear of it: every queue would add a listener and never remove it. */
  on(): this {
    return this;
  }

  removeAllListeners(): this {
    return this;
  }

  private tell(error: unknown): void {
    if (error !== undefined) this.watcher?.away(error);
    else if (this.toldAway) this.watcher?.back();
    this.toldAway = error !== undefined;
  }
}

/** Whether a statement failed because the server could not be reached; what the server says of a statement has a code. */
export function isAway(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('severity' in error)) return true;
  const code = 'code' in error ? String(error.code) : '';
  return AWAY.test(code) || code === DEADLOCK;
}
