/**
 * Appends that a transaction waits for at most. It is worth its sync with fewer; with more, what the main thread does
 * for the next ones takes longer than the wait saves.
 */
const MOST_SIBLINGS = 8;

/** Milliseconds that a transaction waits for them at most, however long the last one took. */
const LONGEST = 1;

/**
 * Whether a transaction waits for others to share it: PostgreSQL's commit_delay and commit_siblings, but by what the last
 * transaction has shown. A connection sends the next event when it is answered. Begun without it, each transaction would
 * have a part of the connections, and the others would wait for all of it and then for their own.
 */
export class CommitDelay {
  private siblings = 0;
  private until = 0;

  constructor(readonly now: () => number = () => performance.now()) {}

  /**
   * Notes that a transaction has ended.
   *
   * @param began when it was begun, by {@link now}
   * @param siblings appends that were in it or had come behind it: as many are likely to come together again
   */
  ended(began: number, siblings: number): void {
    const now = this.now();
    this.siblings = Math.min(siblings, MOST_SIBLINGS);
    this.until = now + Math.min(now - began, LONGEST);
  }

  /** Whether the next transaction should wait when so many appends are there for it. */
  isWorth(waiting: number): boolean {
    return waiting > 0 && waiting < this.siblings && this.now() < this.until;
  }
}
