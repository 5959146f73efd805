/** Collects what listeners were given, and lets a test wait for it. */
export class Mailbox<Letter> {
  private readonly letters: Letter[] = [];
  private waiting: (() => void)[] = [];

  /** Everything so far, in order of arrival. */
  get all(): readonly Letter[] {
    return this.letters;
  }

  /** Puts something in. */
  readonly put = (letter: Letter): undefined => {
    this.letters.push(letter);
    for (const look of this.waiting.splice(0)) look();
  };

  /** The first letter that is looked for, as soon as it is there. */
  async find(isWanted: (letter: Letter) => boolean): Promise<Letter> {
    for (;;) {
      const found = this.letters.find(isWanted);
      if (found !== undefined) return found;
      await this.change();
    }
  }

  /** Waits until there are so many. */
  async count(atLeast: number): Promise<readonly Letter[]> {
    while (this.letters.length < atLeast) await this.change();
    return this.letters;
  }

  /** Takes everything out. */
  empty(): void {
    this.letters.length = 0;
  }

  private change(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
