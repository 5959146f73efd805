import { measureRung } from '../ladder/measure.js';
import { ratios, summarize } from '../lib/stats.js';
import { figure, spread, table } from '../lib/table.js';
import { DURABLE, INSPECTED, OURS } from '../rungs/rungs.js';
import { slopeOf } from '../soak/part.js';
import { measureOpenPage } from './measure-open-page.js';

/** @import { Part } from '../lib/context.js' */
/** @import { RungSamples } from '../ladder/measure.js' */
/** @import { OpenPageSample } from './measure-open-page.js' */

const SCENARIO = { name: 'inspector', workload: 'read', connections: [64, 2], contenders: [] };
const PAIRS = [
  [OURS.direct.Express, INSPECTED.memory],
  [DURABLE.direct.Express, INSPECTED.durable],
];

/** The part of the time in which code is still compiled and caches fill. */
const SETTLING = 0.25;

/** What the inspector costs. @type {Part<{ rungs: RungSamples, page: OpenPageSample }>} */
export const inspector = {
  async measure(context) {
    /** @type {RungSamples} */
    const rungs = {};
    for (let round = 1; round <= context.rounds; round++) {
      for (const rung of PAIRS.flat()) {
        context.progress(`inspector: round ${round}/${context.rounds}, ${rung}`);
        const measured = await measureRung(context, SCENARIO, { rung });
        for (const [count, sample] of Object.entries(measured))
          ((rungs[rung] ??= {})[Number(count)] ??= []).push(sample);
      }
    }
    context.progress(`inspector: ${context.minutes} minutes with an open page`);
    return { rungs, page: await measureOpenPage(context) };
  },
  extent: ({ rounds, seconds, minutes }) =>
    `${rounds} rounds of ${seconds} s, then ${minutes} minutes with an open page`,
  markdown: ({ rungs, page }) => [costs(rungs), openPage(page)].join('\n\n'),
};

/** @param {RungSamples} samples */
const costs = (samples) =>
  table(
    ['receiver', 'connections', 'without, callbacks/s', 'imported, callbacks/s', 'ratio'],
    PAIRS.flatMap(([without = '', imported = '']) =>
      SCENARIO.connections.map((count) => {
        const [one = [], other = []] = [without, imported].map((rung) =>
          (samples[rung]?.[count] ?? []).map(({ perSecond }) => perSecond),
        );
        return [
          without,
          String(count),
          spread(summarize(one)),
          spread(summarize(other)),
          spread(ratios(other, one)),
        ];
      }),
    ),
  );

/** @param {OpenPageSample} sample */
function openPage({ points, answered, wrong, handled, seen, shown }) {
  const settled = points.slice(Math.floor(points.length * SETTLING));
  const growth = slopeOf(settled.map((point) => [point.minutes, point.heapUsed / 1000]));
  const megabytes = (/** @type {number | undefined} */ bytes) => figure((bytes ?? Number.NaN) / 1e6);
  return table(
    [
      'callbacks',
      'a second',
      'wrong answers',
      'handled',
      'counted by the page',
      'shown by the page',
      'heap after a quarter, MB',
      'heap at the end, MB',
      'heap growth, kB/min',
    ],
    [
      [
        answered.toLocaleString('en-US'),
        figure(answered / ((points.at(-1)?.minutes ?? Number.NaN) * 60)),
        String(wrong),
        handled.toLocaleString('en-US'),
        seen.toLocaleString('en-US'),
        shown.toLocaleString('en-US'),
        megabytes(settled[0]?.heapUsed),
        megabytes(settled.at(-1)?.heapUsed),
        `${figure(growth.slope)} ± ${figure(2 * growth.error)}`,
      ],
    ],
  );
}
