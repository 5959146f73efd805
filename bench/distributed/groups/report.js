import { summarize } from '../../lib/stats.js';
import { figure, spread, table } from '../../lib/table.js';

/** @import { GroupSample, GroupSamples } from './measure.js' */

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
