import { deleteEvents, keepEvents, type Lease, type LeasedEvent } from './event-statements.js';
import type { SqlStatement } from './database/sql-protocol.js';
import type { WriteQueue } from './write-queue.js';

/** What the removals work with. */
export interface RemovalsParts {
  readonly owner: () => string;
  readonly queue: Pick<WriteQueue, 'enqueue'>;
  /** Whether delivered events are kept for a while. */
  readonly keep: boolean;
}

interface Removal extends LeasedEvent {
  readonly done: () => void;
}

/**
 * Milliseconds that a removal waits for others. With the next append it would make each transaction longer, and write
 * pages that are empty by then; a crash meanwhile has these events delivered again.
 */
const PATIENCE = 10;

/** So many wait no longer: what one transaction removes, its appends wait for. */
const MOST = 100;

/** Takes delivered events out of the file: in one statement all those that a transaction finds waiting. */
export class Removals {
  private waiting: Removal[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Whether the next transaction takes what waits. */
  private isDue = false;
  private isFlushing = false;

  constructor(private readonly parts: RemovalsParts) {}

  /** Removes an event, unless somebody else owns it by now; `done` is told when that is written. */
  add(seq: number, lease: Lease, done: () => void): void {
    this.waiting.push({ seq, lease, done });
    if (this.isFlushing || this.waiting.length >= MOST) this.send();
    else this.timer ??= setTimeout(() => this.send(), PATIENCE);
  }

  /** Has the next transaction take what waits, and each one from now on. */
  flush(): void {
    this.isFlushing = true;
    if (this.waiting.length > 0) this.send();
  }

  private send(): void {
    if (this.isDue) return;
    this.isDue = true;
    clearTimeout(this.timer);
    let taken: readonly Removal[] = [];
    this.parts.queue.enqueue(
      () => {
        taken = this.waiting;
        this.waiting = [];
        this.timer = undefined;
        this.isDue = false;
        return this.statementsOf(taken);
      },
      () => {
        for (const removal of taken) removal.done();
      },
    );
  }

  private statementsOf(removals: readonly Removal[]): readonly SqlStatement[] {
    const owner = this.parts.owner();
    // Those of an earlier owner came from a file that is gone.
    const own = removals.filter(({ lease }) => lease.owner === owner);
    const removed = deleteEvents(own, owner);
    return this.parts.keep ? [keepEvents(own, owner, Date.now()), ...removed] : removed;
  }
}
