/** A `Registry` of prom-client, as far as it matters here. */
export interface MetricsRegistry {
  registerMetric(metric: never): void;
  getSingleMetric(name: string): unknown;
}

/** Options of the metrics. */
export interface MetricsOptions {
  /** Where they are registered. @default the default registry of prom-client, `register` */
  readonly registry?: MetricsRegistry;
}
