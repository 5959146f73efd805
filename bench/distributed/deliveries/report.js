import { ratios, summarize } from '../../lib/stats.js';
import { figure, spread, table } from '../../lib/table.js';
import { HOT, KEYS, OTHERS, SLOW } from './measure.js';

/** @import { DeliveriesSamples, DeliverySample } from './measure.js' */

/** @param {DeliveriesSamples} samples */
export function deliveriesMarkdown(samples) {
  const rows = Object.entries(samples).flatMap(([server, situations]) =>
    Object.entries(situations).map(([title, { alone, beside }]) => {
      const perSecond = (/** @type {DeliverySample[]} */ each) => each.map((sample) => sample.perSecond);
      return [
        `${server} · ${title}`,
        spread(summarize(perSecond(alone))),
        spread(summarize(perSecond(beside))),
        spread(ratios(perSecond(beside), perSecond(alone))),
        figure(summarize(alone.map(({ cpuMicroseconds }) => cpuMicroseconds)).median),
        figure(summarize(beside.map(({ cpuMicroseconds }) => cpuMicroseconds)).median),
      ];
    }),
  );
  const number = (/** @type {number} */ value) => value.toLocaleString('en-US');
  return [
    `${number(OTHERS)} events of ${number(KEYS)} keys wait; one process delivers them to a listener that does nothing. ` +
      `Beside a hot key, ${number(HOT)} events of that wait in front of them, and each takes its listener ${SLOW} ms. ` +
      'Deliveries are those of the other keys, from the first event of any key on.',
    table(
      [
        'server · partitions',
        'deliveries/s',
        'beside a hot key',
        'of that without',
        'CPU µs/delivery',
        'beside a hot key',
      ],
      rows,
    ),
  ].join('\n\n');
}
