import type { Io } from '../../io.js';

const INTERVAL_MILLISECONDS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** One line on stderr that tells how far a run is; nothing unless a person is looking. */
export class Progress {
  private drawnAt = -Infinity;

  constructor(
    private readonly io: Pick<Io, 'stderr' | 'timers'>,
    private readonly total: number,
  ) {}

  show(done: number): void {
    const { stderr, timers } = this.io;
    if (stderr.isTTY !== true || timers.now() - this.drawnAt < INTERVAL_MILLISECONDS) return;
    this.drawnAt = timers.now();
    stderr.write(`${CLEAR_LINE}${done}/${this.total} callbacks`);
  }

  clear(): void {
    if (this.drawnAt >= 0) this.io.stderr.write(CLEAR_LINE);
  }
}
