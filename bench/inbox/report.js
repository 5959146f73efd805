import { ratios, summarize } from '../lib/stats.js';
import { figure, spread, table } from '../lib/table.js';

/** @import { AppendSamples } from './measure.js' */
/** @import { AppendSample } from './produce.js' */

/** @typedef {keyof AppendSample} Figure */

/**
 * One row per number of producers and contender: figures, and ratios to the limit taken round by round.
 *
 * @param {AppendSamples} samples
 * @param {string} limit
 */
export function appendTable(samples, limit) {
  const counts = Object.keys(samples[limit] ?? {}).map(Number);
  const rows = counts.flatMap((count) =>
    Object.entries(samples).map(([contender, byCount]) => {
      const of = (/** @type {Figure} */ name) =>
        (byCount[count] ?? []).map((sample) => sample[name] ?? Number.NaN);
      const limits = (/** @type {Figure} */ name) =>
        (samples[limit]?.[count] ?? []).map((sample) => sample[name]);
      const isLimit = contender === limit;
      return [
        `${count} · ${contender}`,
        spread(summarize(of('perSecond'))),
        isLimit ? '1' : spread(ratios(of('perSecond'), limits('perSecond'))),
        spread(summarize(of('p50'))),
        spread(summarize(of('p99'))),
        isLimit ? '1' : spread(ratios(of('p99'), limits('p99'))),
        isLimit ? '-' : figure(summarize(of('deliveredPerSecond')).median),
        figure(summarize(of('eventsPerTransaction')).median),
        figure(summarize(of('cpuMicroseconds')).median),
      ];
    }),
  );
  const head = [
    'producers · contender',
    'stored/s',
    'of the limit',
    'p50 ms',
    'p99 ms',
    'p99 of the limit',
    'delivered/s',
    'events per transaction',
    'CPU µs/event',
  ];
  return table(head, rows);
}

/**
 * The ratios that the project aims at, beside what was measured. It reports; it does not judge a machine.
 *
 * @param {AppendSamples} samples
 * @param {string} limit
 */
export function appendAims(samples, limit) {
  const ratio = (/** @type {number} */ count, /** @type {Figure} */ name) => {
    const of = (/** @type {string} */ contender) =>
      (samples[contender]?.[count] ?? []).map((each) => each[name]);
    return ratios(of('sqlite'), of(limit));
  };
  const counts = Object.keys(samples[limit] ?? {}).map(Number);
  const worst = Math.max(...counts.map((count) => ratio(count, 'p99').median));
  return [
    `- throughput of the limit at 2 producers, aim at least 0.9: ${spread(ratio(2, 'perSecond'))}`,
    `- throughput of the limit at 64 producers, aim at least 0.6: ${spread(ratio(64, 'perSecond'))}`,
    `- p99 of the limit, worst number of producers, aim at most 1.5: ${figure(worst)}`,
  ].join('\n');
}
