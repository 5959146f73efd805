import { ratios, summarize } from '../lib/stats.js';
import { figure, spread, table } from '../lib/table.js';

/** @import { AppendSamples } from '../inbox/measure.js' */
/** @import { AppendSample } from '../inbox/produce.js' */
/** @import { GroupSample, GroupSamples } from './groups/measure.js' */
/** @import { ReplicasSample, ReplicasSamples } from './replicas/measure.js' */

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

/** @param {GroupSamples} samples */
export function groupsMarkdown({ deliveries, takeOvers }) {
  const rows = Object.entries(deliveries).flatMap(([title, byContender]) =>
    Object.entries(byContender).map(([contender, each]) => {
      const of = (/** @type {keyof GroupSample} */ name) => each.map((sample) => sample[name]);
      return [
        `${title} · ${contender}`,
        spread(summarize(of('perSecond'))),
        figure(summarize(of('outOfOrder')).max),
        figure(summarize(of('cpuMicroseconds')).median),
      ];
    }),
  );
  const kills = Object.entries(takeOvers).map(
    ([contender, { delivered, of }]) =>
      `- ${contender}: ${delivered.length === 0 ? 'nothing' : `number ${delivered.join(', ')}`} of 0 to ${of - 1}`,
  );
  return [
    table(['situation · queue', 'deliveries/s', 'out of order', 'CPU µs/delivery'], rows),
    'What a second worker got within 10 s of the events of one key, after the first was killed in the middle of ' +
      'number 0:',
    kills.join('\n'),
  ].join('\n\n');
}

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
