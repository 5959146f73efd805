import { ratios, summarize } from '../../lib/stats.js';
import { figure, spread, table } from '../../lib/table.js';

/** @import { AppendSamples } from '../../inbox/measure.js' */
/** @import { AppendSample } from '../../inbox/produce.js' */

/**
 * One row per number of producers and contender; ratios are taken round by round.
 *
 * @param {AppendSamples} samples
 * @param {string} reference
 */
export function acknowledgementTable(samples, reference) {
  const counts = Object.keys(samples[reference] ?? {}).map(Number);
  const rows = counts.flatMap((count) =>
    Object.entries(samples).flatMap(([contender, byCount]) => {
      const each = byCount[count];
      if (!each) return [];
      const of = (/** @type {keyof AppendSample} */ name) => each.map((sample) => sample[name]);
      const references = (samples[reference]?.[count] ?? []).map(({ perSecond }) => perSecond);
      const redis = summarize(of('serverMicroseconds')).median;
      return [
        [
          `${count} · ${contender}`,
          spread(summarize(of('perSecond'))),
          contender === reference ? '1' : spread(ratios(of('perSecond'), references)),
          spread(summarize(of('p50'))),
          spread(summarize(of('p99'))),
          figure(summarize(of('cpuMicroseconds')).median),
          redis === 0 ? '-' : figure(redis),
        ],
      ];
    }),
  );
  return table(
    [
      'producers · contender',
      'acknowledged/s',
      `of ${reference}`,
      'p50 ms',
      'p99 ms',
      'CPU µs/event',
      "Redis' CPU µs/event",
    ],
    rows,
  );
}
