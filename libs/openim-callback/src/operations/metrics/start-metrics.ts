import type { Registry } from 'prom-client';
import type { InboxState } from '../../delivery/inbox.js';
import type { DiagnosisReport } from '../diagnosis/diagnosis-report.js';
import { loadPeer } from '../../delivery/load-peer.js';
import type { Observer } from '../observer.js';
import { showDiagnosis } from './diagnosis-gauges.js';
import { showInbox } from './inbox-gauges.js';
import { instrumentsOf } from './instruments.js';
import { MetricsObserver } from './metrics-observer.js';
import { readAtScrape } from './scraped-gauge.js';

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

const BODY_BYTES = {
  name: 'openim_callback_body_bytes',
  help: 'Bytes that bodies of callbacks take while they are read and answered.',
  labelNames: ['receiver'],
};

/** What is shown in the metrics of a module instance. */
export interface MetricsSources {
  /** The name of the instance, the label `receiver`. */
  readonly receiver: string;
  readonly inboxState: () => InboxState | Promise<InboxState>;
  /** Bytes that bodies take now. */
  readonly bodyBytes: () => number;
  readonly diagnosis: () => DiagnosisReport;
  readonly isHeard: (command: string) => boolean;
}

/** Metrics that run. */
export interface Metrics {
  readonly observer: Observer;
  /** Takes what is read at scrapes out of the registry; counters stay. */
  readonly stop: () => void;
}

/**
 * Puts the metrics of a module instance into a registry.
 *
 * @throws {Error} naming the command that installs prom-client when it is missing
 */
export async function startMetrics(options: MetricsOptions, sources: MetricsSources): Promise<Metrics> {
  const prom = await loadPeer('prom-client', 'the option metrics', () => import('prom-client'));
  const registry = (options.registry as Registry | undefined) ?? prom.register;
  const { receiver, inboxState, bodyBytes, diagnosis, isHeard } = sources;
  const ends = [
    showInbox(prom, registry, receiver, inboxState),
    readAtScrape(prom, registry, BODY_BYTES, (gauge) => gauge.set({ receiver }, bodyBytes())),
    showDiagnosis(prom, registry, receiver, diagnosis),
  ];
  return {
    observer: new MetricsObserver(receiver, instrumentsOf(prom, registry), isHeard),
    stop: () => ends.forEach((end) => end()),
  };
}
