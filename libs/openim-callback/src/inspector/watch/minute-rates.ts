import type { MinuteRates } from '../api.js';

/** An hour. */
const MINUTES = 60;
const MINUTE = 60_000;

/** Counts what a module instance does, a minute each, for the last hour. */
export class RateCounter {
  /** The minute that goes on: what happens is counted in it. */
  current: Mutable<MinuteRates>;
  private readonly minutes: MinuteRates[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(now = Date.now()) {
    this.current = nothing(now);
    this.timer = setInterval(() => this.next(Date.now()), MINUTE).unref();
  }

  /** The last hour, oldest first; the last minute goes on. */
  all(): readonly MinuteRates[] {
    return [...this.minutes, { ...this.current }];
  }

  /** Begins a minute. */
  next(now: number): void {
    this.minutes.push(this.current);
    if (this.minutes.length >= MINUTES) this.minutes.shift();
    this.current = nothing(now);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

const nothing = (at: number): Mutable<MinuteRates> => ({
  at,
  received: 0,
  refused: 0,
  failed: 0,
  delivered: 0,
  retried: 0,
  dead: 0,
});
