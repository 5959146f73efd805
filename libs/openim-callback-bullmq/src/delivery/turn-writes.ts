import { setTimeout as sleep } from 'node:timers/promises';

/** What the writes of a turn work with. */
export interface TurnWritesParts {
  /** Told when something cannot be stored, more than once; the error of each. */
  readonly onFailed: (error: unknown) => void;
  /** Told when it is stored in the end. */
  readonly onWorked: () => void;
}

/** Milliseconds until something that was not stored is stored again. */
const STORE_AGAIN = 100;

/** What a turn writes to the store: one after the other, each until it is stored. */
export class TurnWrites {
  private last: Promise<void> = Promise.resolve();
  /** Attempts to store the same that have failed. */
  private failures = 0;
  private abandoned = false;
  private incomplete = false;

  constructor(private readonly parts: TurnWritesParts) {}

  /** Whether something could not be stored so far. */
  get isFailing(): boolean {
    return this.failures > 0;
  }

  /** Whether something was given up. */
  get isIncomplete(): boolean {
    return this.incomplete;
  }

  /** Does something when all before it is stored, again and again until it works. */
  write(work: () => Promise<void>): void {
    this.last = this.last.then(() => this.untilStored(work));
  }

  /** Does something once, while nothing is written. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const working = this.last.then(work);
    this.last = working.then(
      () => undefined,
      () => undefined,
    );
    return working;
  }

  /** Resolves when all that was to be written so far is stored, or given up. */
  flush(): Promise<void> {
    return this.last;
  }

  /** Stores nothing any more. What is being stored may never be answered: a flush need not end. */
  abandon(): void {
    this.abandoned = true;
  }

  private async untilStored(work: () => Promise<void>): Promise<void> {
    while (!this.abandoned) {
      try {
        await work();
        if (this.failures > 1) this.parts.onWorked();
        this.failures = 0;
        return;
      } catch (error) {
        // Once is what a connection that was lost, and is made anew, costs.
        if (++this.failures > 1) this.parts.onFailed(error);
        await sleep(STORE_AGAIN, undefined, { ref: false });
      }
    }
    this.incomplete = true;
  }
}
