/** One series of an answer: its labels and its value. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** Prometheus itself, as Debian packages it, scraping one app every second. */
export class Prometheus {
  private constructor();

  /** Starts it; it scrapes `/metrics` on that port. */
  static scraping(port: number): Promise<Prometheus>;

  /** The series that a query gives now; undefined while Prometheus is not up. */
  query(expr: string): Promise<readonly Series[] | undefined>;

  /** The values of a label of a metric. */
  labelValues(metric: string, label: string): Promise<readonly string[] | undefined>;

  /** Ends it and takes its data away. */
  stop(): Promise<void>;
}
