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

/** Takes delivered events out of the file: in one statement all those that a transaction finds waiting. */
export class Removals {
  private waiting: Removal[] = [];

  constructor(private readonly parts: RemovalsParts) {}

  /** Removes an event, unless somebody else owns it by now; `done` is told when that is written. */
  add(seq: number, lease: Lease, done: () => void): void {
    if (this.waiting.push({ seq, lease, done }) > 1) return;
    let taken: readonly Removal[] = [];
    this.parts.queue.enqueue(
      () => {
        taken = this.waiting;
        this.waiting = [];
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
