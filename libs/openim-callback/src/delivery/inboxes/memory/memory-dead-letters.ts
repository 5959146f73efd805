import type { DeadLetter, DeadLetterFilter, DeadLetters } from '../../dead-letters.js';
import { matchesFilter } from '../../dead-letters.js';

/** Dead letters in memory: the latest ones, bounded in number and bytes. */
export class MemoryDeadLetters implements DeadLetters {
  private readonly letters = new Map<string, DeadLetter>();
  private bytes = 0;

  /** Delivers a letter again; set when the inbox starts. Throws when the letter cannot be read. */
  onRedrive: (letter: DeadLetter) => void = () => {
    throw new Error('the inbox has not been started');
  };

  constructor(
    private readonly maxLetters: number,
    private readonly maxBytes: number,
  ) {}

  /** How many are kept. */
  get size(): number {
    return this.letters.size;
  }

  /** Keeps a letter; the oldest make room for it. */
  add(letter: DeadLetter): void {
    this.letters.set(letter.id, letter);
    this.bytes += letter.raw.length;
    for (const oldest of this.letters.values()) {
      if (this.letters.size <= this.maxLetters && this.bytes <= this.maxBytes) return;
      this.remove(oldest);
    }
  }

  list(filter: DeadLetterFilter = {}, limit = 100): Promise<DeadLetter[]> {
    return Promise.resolve(this.matching(filter).slice(0, limit));
  }

  redrive(filter: DeadLetterFilter = {}): Promise<number> {
    let redriven = 0;
    for (const letter of this.matching(filter)) {
      if (!this.send(letter)) continue;
      this.remove(letter);
      redriven++;
    }
    return Promise.resolve(redriven);
  }

  purge(filter: DeadLetterFilter = {}): Promise<number> {
    const matching = this.matching(filter);
    for (const letter of matching) this.remove(letter);
    return Promise.resolve(matching.length);
  }

  /** A letter that still cannot be read stays where it is. */
  private send(letter: DeadLetter): boolean {
    try {
      this.onRedrive(letter);
      return true;
    } catch {
      return false;
    }
  }

  private matching(filter: DeadLetterFilter): DeadLetter[] {
    return [...this.letters.values()].filter((letter) => matchesFilter(letter, filter));
  }

  private remove(letter: DeadLetter): void {
    if (this.letters.delete(letter.id)) this.bytes -= letter.raw.length;
  }
}
