/** Keeps knocks on the door from filling the log: one line per kind and period, with a count of the others. */
export class LogThrottle {
  private readonly periods = new Map<string, { readonly since: number; suppressed: number }>();

  constructor(
    private readonly period: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** How many lines of the kind were left out since the last, if this one may be written; else undefined. */
  enter(kind: string): number | undefined {
    const period = this.periods.get(kind);
    if (period && this.now() - period.since < this.period) {
      period.suppressed++;
      return undefined;
    }
    this.periods.set(kind, { since: this.now(), suppressed: 0 });
    return period?.suppressed ?? 0;
  }
}
