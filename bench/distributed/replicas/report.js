import { ratios, summarize } from '../../lib/stats.js';
import { figure, spread, table } from '../../lib/table.js';

/** @import { ReplicasSample, ReplicasSamples } from './measure.js' */

/**
 * One row per number of replicas.
 *
 * @param {ReplicasSamples} samples
 */
export function replicasTable(samples) {
  const rows = Object.entries(samples).map(([count, each]) => {
    const of = (/** @type {keyof ReplicasSample} */ name) => each.map((sample) => sample[name]);
    return [
      count,
      spread(summarize(of('acknowledgedPerSecond'))),
      spread(summarize(of('p50'))),
      spread(summarize(of('p99'))),
      spread(summarize(of('perSecond'))),
      count === '1'
        ? '1'
        : spread(
            ratios(
              of('perSecond'),
              (samples[1] ?? []).map((one) => one.perSecond),
            ),
          ),
      figure(summarize(of('replicaMicroseconds')).median),
      figure(summarize(of('redisMicroseconds')).median),
    ];
  });
  return table(
    [
      'replicas',
      'acknowledged/s',
      'p50 ms',
      'p99 ms',
      'end to end/s',
      'of one replica',
      "replicas' CPU µs",
      "Redis' CPU µs",
    ],
    rows,
  );
}
