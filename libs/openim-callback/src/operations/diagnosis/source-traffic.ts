/** What one sender sent in a stretch of time. */
export interface Traffic {
  /** Events a second. */
  readonly rate: number;
  /** Seconds from the arrival of a callback to its answer, on average; 0 when there was none. */
  readonly latency: number;
  /** Events a second that a sender with two workers can send at that latency; undefined when there was none. */
  readonly ceiling: number | undefined;
  /** How busy two workers are with waiting for answers, 1 for always: the rate as a part of the ceiling. */
  readonly utilization: number;
}

/** Each OpenIM service process sends its after callbacks with two workers, one callback at a time each. */
const WORKERS = 2;

/** Milliseconds that a sender is watched before it is judged. */
const STRETCH = 30_000;

/** Measures one sender over the current stretch of time and the one before. Times are in milliseconds. */
export class SourceTraffic {
  private count = 0;
  private busy = 0;
  private before: { readonly since: number; readonly count: number; readonly busy: number } | undefined;

  constructor(private since: number) {}

  /** Adds an answered callback. Returns what was sent in the stretch that it has ended, if it has. */
  add(now: number, duration: number): Traffic | undefined {
    let ended: Traffic | undefined;
    if (now - this.since >= STRETCH) {
      ended = trafficOf(this.count, this.busy, now - this.since);
      this.before = { since: this.since, count: this.count, busy: this.busy };
      this.since = now;
      this.count = 0;
      this.busy = 0;
    }
    this.count++;
    this.busy += duration;
    return ended;
  }

  /** What it sends. */
  at(now: number): Traffic {
    // Nothing has arrived to end the stretch: what was before it is too long ago.
    const before = now - this.since < STRETCH ? this.before : undefined;
    const { since, count, busy } = before ?? { since: this.since, count: 0, busy: 0 };
    return trafficOf(this.count + count, this.busy + busy, now - since);
  }
}

function trafficOf(count: number, busy: number, milliseconds: number): Traffic {
  // A sender that has just begun is not judged by its first milliseconds.
  const span = Math.max(milliseconds, 1000);
  return {
    rate: (count * 1000) / span,
    latency: count === 0 ? 0 : busy / count / 1000,
    ceiling: busy === 0 ? undefined : (WORKERS * 1000 * count) / busy,
    utilization: busy / (WORKERS * span),
  };
}
