import type { Timers } from '../../libs/openim-sender/src/index.js';

interface Entry {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that moves only when told to. */
export class ManualTimers implements Timers {
  private time = 0;
  private readonly pending = new Set<Entry>();
  private readonly watchers = new Set<() => void>();

  now(): number {
    return this.time;
  }

  start(callback: () => void, milliseconds: number): () => void {
    const entry = { at: this.time + milliseconds, callback };
    this.pending.add(entry);
    for (const watch of this.watchers) watch();
    return () => this.pending.delete(entry);
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
    for (const entry of this.pending) {
      if (entry.at > this.time) continue;
      this.pending.delete(entry);
      entry.callback();
    }
  }

  /** How many timers are running. */
  get count(): number {
    return this.pending.size;
  }

  /** Resolves when so many timers are running. */
  running(count: number): Promise<void> {
    return new Promise((resolve) => {
      const watch = (): void => {
        if (this.pending.size < count) return;
        this.watchers.delete(watch);
        resolve();
      };
      this.watchers.add(watch);
      watch();
    });
  }
}
