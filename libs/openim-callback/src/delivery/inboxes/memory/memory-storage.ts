import type { AcceptedEvent } from '../../accepted-event.js';
import { matchesFilter, type DeadLetter, type DeadLetterFilter } from '../../dead-letters.js';
import type { EventStorage, LetterStorage } from '../../event-storage.js';
import type { Settlement } from '../../scheduler/queued-event.js';

/** What is remembered beside the events. */
export interface MemoryBounds {
  readonly maxEvents: number;
  readonly duplicateWindow: number;
  readonly maxDeadLetters: number;
  readonly maxDeadLetterBytes: number;
}

/** Keeps nothing of an event: what waits is in memory as it is. */
export class MemoryStorage implements EventStorage<AcceptedEvent> {
  readonly durable = false;
  readonly letters: MemoryLetters;
  private readonly recent: RecentKeys;

  constructor({ duplicateWindow, maxEvents, maxDeadLetters, maxDeadLetterBytes }: MemoryBounds) {
    this.recent = new RecentKeys(duplicateWindow, maxEvents);
    this.letters = new MemoryLetters(maxDeadLetters, maxDeadLetterBytes);
  }

  open(): readonly never[] {
    return [];
  }

  add(event: AcceptedEvent): AcceptedEvent | undefined {
    const { idempotencyKey } = event;
    return idempotencyKey !== undefined && this.recent.repeats(idempotencyKey) ? undefined : event;
  }

  settle({ deadLetters }: Settlement<AcceptedEvent>): void {
    for (const letter of deadLetters) this.letters.add(letter);
  }

  close(): void {
    // What is left is lost, as the inbox has said when it was drained.
  }
}

/** Dead letters in memory: the latest ones, bounded in number and bytes. */
class MemoryLetters implements LetterStorage {
  private readonly letters = new Map<string, DeadLetter>();
  private bytes = 0;

  constructor(
    private readonly maxLetters: number,
    private readonly maxBytes: number,
  ) {}

  /** Keeps a letter; the oldest make room for it. */
  add(letter: DeadLetter): void {
    this.letters.set(letter.id, letter);
    this.bytes += letter.raw.length;
    for (const oldest of this.letters.keys()) {
      if (this.letters.size <= this.maxLetters && this.bytes <= this.maxBytes) return;
      this.remove([oldest]);
    }
  }

  list(filter: DeadLetterFilter, limit: number): DeadLetter[] {
    return [...this.letters.values()].filter((letter) => matchesFilter(letter, filter)).slice(0, limit);
  }

  remove(ids: readonly string[]): number {
    const letters = ids.flatMap((id) => this.letters.get(id) ?? []);
    for (const { id, raw } of letters) {
      this.letters.delete(id);
      this.bytes -= raw.length;
    }
    return letters.length;
  }

  count(): number {
    return this.letters.size;
  }
}

/** Remembers keys for a while, the latest so many, to tell repetitions. */
export class RecentKeys {
  private readonly seen = new Map<string, number>();

  constructor(
    private readonly window: number,
    private readonly most: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether the key was here within the window; notes it if not. */
  repeats(key: string): boolean {
    const last = this.seen.get(key);
    if (last !== undefined && this.now() - last < this.window) return true;
    this.seen.delete(key);
    this.seen.set(key, this.now());
    for (const [oldest, at] of this.seen) {
      if (this.seen.size <= this.most && this.now() - at < this.window) break;
      this.seen.delete(oldest);
    }
    return false;
  }
}
