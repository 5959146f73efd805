import type * as Prom from 'prom-client';
import type { Gauge, Registry } from 'prom-client';

/** Gives the gauge its values at a scrape. */
type Read = (gauge: Gauge) => void | Promise<void>;

/** A gauge whose values are read when it is scraped, by each module instance that shares it. */
type ScrapedGauge = Gauge & { readonly readers: Set<Read> };

/** What a gauge is made of. */
export interface GaugeConfig {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly aggregator?: 'sum' | 'max' | 'min';
}

/**
 * Has a gauge of a registry, made if need be, read at every scrape. Returns what ends that.
 *
 * Module instances of one process may share a registry, which takes one gauge of a name; so the readers are kept
 * with the gauge.
 */
export function readAtScrape(
  { Gauge }: typeof Prom,
  registry: Registry,
  config: GaugeConfig,
  read: Read,
): () => void {
  const gauge =
    (registry.getSingleMetric(config.name) as ScrapedGauge | undefined) ?? makeGauge(Gauge, registry, config);
  gauge.readers.add(read);
  return () => gauge.readers.delete(read);
}

function makeGauge(GaugeClass: typeof Gauge, registry: Registry, config: GaugeConfig): ScrapedGauge {
  const readers = new Set<Read>();
  const gauge = new GaugeClass({
    ...config,
    registers: [registry],
    async collect() {
      this.reset();
      for (const read of readers) await read(this);
    },
  });
  return Object.assign(gauge, { readers });
}
