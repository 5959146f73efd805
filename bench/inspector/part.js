import { ratios, summarize } from '../lib/stats.js';
import { figure, spread, table } from '../lib/table.js';
import { DURABLE, INSPECTED, OURS } from '../rungs/rungs.js';
import { slopeOf } from '../soak/part.js';
import { measureOpenPage } from './measure-open-page.js';
import { measurePair } from './measure-pair.js';

/** @import { Part } from '../lib/context.js' */
/** @import { OpenPageSample } from './measure-open-page.js' */
/** @import { Cost } from './measure-pair.js' */

/** @typedef {Record<string, Record<number, Cost[]>>} RungCosts by rung and connections, one per round */

const CONNECTIONS = [64, 2];

/** Without and with it. */
const PAIRS = [
  [OURS.direct.Express, INSPECTED.memory],
  [DURABLE.direct.Express, INSPECTED.durable],
];

/** The part of the time in which code is still compiled and caches fill. */
const SETTLING = 0.25;

/** What the inspector costs. @type {Part<{ rungs: RungCosts, page: OpenPageSample }>} */
export const inspector = {
  async measure(context) {
    /** @type {RungCosts} */
    const rungs = {};
    for (let round = 1; round <= context.rounds; round++) {
      for (const pair of PAIRS) {
        context.progress(`inspector: round ${round}/${context.rounds}, ${pair.join(' and ')}`);
        for (const [count, costs] of Object.entries(await measurePair(context, pair, CONNECTIONS)))
          for (const [index, cost] of costs.entries())
            ((rungs[pair[index] ?? ''] ??= {})[Number(count)] ??= []).push(cost);
      }
    }
    context.progress(`inspector: ${context.minutes} minutes with an open page`);
    return { rungs, page: await measureOpenPage(context) };
  },
  extent: ({ rounds, seconds, minutes }) =>
    `${rounds} rounds of ${seconds} s, then ${minutes} minutes with an open page`,
  markdown: ({ rungs, page }) => [costs(rungs), openPage(page)].join('\n\n'),
};

/** @param {RungCosts} samples */
const costs = (samples) =>
  table(
    [
      'receiver',
      'connections',
      'without, callbacks/s',
      'imported, callbacks/s',
      'ratio',
      'ratio of CPU time',
    ],
    PAIRS.flatMap(([without = '', imported = '']) =>
      CONNECTIONS.map((count) => {
        const of = (/** @type {string} */ rung, /** @type {keyof Cost} */ what) =>
          (samples[rung]?.[count] ?? []).map((cost) => cost[what]);
        const [one, other] = [of(without, 'perSecond'), of(imported, 'perSecond')];
        return [
          without,
          String(count),
          spread(summarize(one)),
          spread(summarize(other)),
          spread(ratios(other, one)),
          spread(ratios(of(without, 'cpuMicroseconds'), of(imported, 'cpuMicroseconds'))),
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
