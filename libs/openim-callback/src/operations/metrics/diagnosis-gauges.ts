import type * as Prom from 'prom-client';
import type { Registry } from 'prom-client';
import type { DiagnosisReport } from '../diagnosis/diagnosis-report.js';
import { readAtScrape } from './scraped-gauge.js';

/** Shows what a diagnosis finds in a registry. Returns what ends that. */
export function showDiagnosis(
  prom: typeof Prom,
  registry: Registry,
  receiver: string,
  report: () => DiagnosisReport,
): () => void {
  const ends = [
    readAtScrape(
      prom,
      registry,
      {
        name: 'openim_callback_last_received_timestamp_seconds',
        help: 'When each command that listeners name came last, in unix time; 0 for never since the start.',
        labelNames: ['receiver', 'command'],
        aggregator: 'max',
      },
      (gauge) => {
        const { lastSeen, neverSeen } = report();
        for (const command of neverSeen) gauge.set({ receiver, command }, 0);
        for (const [command, at] of Object.entries(lastSeen)) gauge.set({ receiver, command }, at / 1000);
      },
    ),
    readAtScrape(
      prom,
      registry,
      {
        name: 'openim_callback_sender_utilization_ratio',
        help:
          'How busy the two workers of an OpenIM service are with waiting for answers to after callbacks; ' +
          'near 1 OpenIM loses events.',
        labelNames: ['receiver', 'service', 'address'],
      },
      (gauge) => {
        for (const { service, address, utilization } of report().sources)
          gauge.set({ receiver, service, address }, utilization);
      },
    ),
    readAtScrape(
      prom,
      registry,
      {
        name: 'openim_callback_sender_ceiling_events_per_second',
        help: 'After callbacks a second that an OpenIM service can send with its two workers at the present latency.',
        labelNames: ['receiver', 'service', 'address'],
      },
      (gauge) => {
        for (const { service, address, ceiling } of report().sources)
          if (ceiling !== undefined) gauge.set({ receiver, service, address }, ceiling);
      },
    ),
  ];
  return () => ends.forEach((end) => end());
}
