import type { PgPool } from 'bullmq';
import { FORGET, FREE, LOCKED } from './postgres-statements.js';
import { StalledLocks, type SeenLock } from './stalled-locks.js';

/** Milliseconds between looks for deduplication keys that have run out. */
const FORGET_EVERY = 60_000;

/** Does for the queues of an inbox what BullMQ's backend for PostgreSQL leaves undone. */
export class PostgresMaintenance {
  private readonly locks: StalledLocks;
  private readonly timers: NodeJS.Timeout[];
  private busy = false;

  /**
   * @param queues of the partitions
   * @param lease milliseconds a lock of this replica lasts without being extended
   */
  constructor(
    private readonly pool: PgPool,
    private readonly queues: ReadonlySet<string>,
    lease: number,
  ) {
    this.locks = new StalledLocks(lease);
    this.timers = [
      setInterval(() => void this.quietly(() => this.free()), lease / 4),
      setInterval(() => void this.quietly(() => this.forget()), FORGET_EVERY),
    ];
  }

  /** Looks no more. */
  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Puts the jobs of replicas that have died back to where they were. */
  private async free(): Promise<void> {
    const { rows } = await this.pool.query<SeenLock>(LOCKED, [[...this.queues]]);
    for (const { queue, id, lock_token, until } of this.locks.look(rows, performance.now()))
      await this.pool.query(FREE, [queue, id, lock_token, until]);
  }

  private async forget(): Promise<void> {
    await this.pool.query(FORGET, [[...this.queues], Date.now()]);
  }

  /** What fails is done the next time. */
  private async quietly(work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch {
      // The server is away.
    } finally {
      this.busy = false;
    }
  }
}
