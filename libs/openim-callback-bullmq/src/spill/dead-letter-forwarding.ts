import { setTimeout as sleep } from 'node:timers/promises';
import type { DeadLetter, DeadLetters } from 'nestjs-openim-callback/inbox';

/** Milliseconds until an store that is away is tried again. */
export const TRY_AGAIN = 250;

/** Dead letters in memory at a time. */
const PAGE = 100;

/** Gives the store the dead letters of the spill, and tries until it has all of them. */
export class DeadLetterForwarding {
  private wanted = false;
  private busy = false;
  private stopped = false;

  /** @param store stores one on the store; rejects while that is away. Storing twice must do no harm. */
  constructor(
    private readonly letters: DeadLetters,
    private readonly store: (letter: DeadLetter) => Promise<unknown>,
  ) {}

  /** There may be some. */
  begin(): void {
    this.wanted = true;
    if (!this.busy) void this.run();
  }

  /** Tries no more; what is left stays in the spill. */
  stop(): void {
    this.stopped = true;
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.wanted && !this.stopped) {
      this.wanted = false;
      if (await this.forwarded()) continue;
      this.wanted = true;
      await sleep(TRY_AGAIN, undefined, { ref: false });
    }
    this.busy = false;
  }

  private async forwarded(): Promise<boolean> {
    try {
      for (;;) {
        const page = await this.letters.list({}, PAGE);
        if (page.length === 0) return true;
        for (const letter of page) await this.forward(letter);
      }
    } catch {
      return false;
    }
  }

  private async forward(letter: DeadLetter): Promise<void> {
    await this.store(letter);
    await this.letters.purge({ ids: [letter.id] });
  }
}
