import { leaseOfToken } from '../lock-token.js';

/** A lock on a job, as PostgreSQL shows it. */
export interface SeenLock {
  readonly queue: string;
  readonly id: string;
  readonly lock_token: string | null;
  /** Changes whenever the lock is extended; by the clock of who holds it. */
  readonly until: string | null;
}

/**
 * Tells locks that nobody extends, by looking at them time and again: one that has not changed for the lease of whoever
 * holds it has run out for that one. No two clocks are compared, and the leases of the replicas need not agree.
 */
export class StalledLocks {
  private seen = new Map<string, { readonly lock: SeenLock; readonly since: number }>();

  /** @param lease milliseconds a lock lasts without being extended, where its token does not tell */
  constructor(private readonly lease: number) {}

  /**
   * Those that have run out.
   *
   * @param locks all there are
   * @param now milliseconds of a clock that only goes forward, from after the locks were read
   */
  look(locks: readonly SeenLock[], now: number): SeenLock[] {
    const before = this.seen;
    this.seen = new Map();
    const stalled: SeenLock[] = [];
    for (const lock of locks) {
      const name = JSON.stringify(Object.values(lock));
      const known = before.get(name) ?? { lock, since: now };
      this.seen.set(name, known);
      const lease = leaseOfToken(lock.lock_token) ?? this.lease;
      if (now - known.since >= lease) stalled.push(lock);
    }
    return stalled;
  }
}
