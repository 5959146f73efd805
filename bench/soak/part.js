import { figure, table } from '../lib/table.js';
import { DURABLE, LIMIT, OURS } from '../rungs/rungs.js';
import { measureSoak } from './measure-soak.js';
import { slopeOf } from './slope.js';
import { grows } from './verdict.js';

/** @import { Part } from '../lib/context.js' */
/** @import { SoakSample } from './measure-soak.js' */

const RUNGS = [LIMIT, OURS.direct.Express, DURABLE.direct.Express];

/** The part of the time in which code is still compiled and caches fill. */
const SETTLING = 0.25;

/** @type {Part<Record<string, SoakSample>>} */
export const soak = {
  async measure(context) {
    /** @type {Record<string, SoakSample>} */
    const samples = {};
    for (const rung of RUNGS) {
      context.progress(`soak: ${context.minutes} minutes, ${rung}`);
      samples[rung] = await measureSoak(context, rung);
    }
    return samples;
  },

  extent: ({ minutes }) => `${minutes} minutes each`,

  markdown: (samples) =>
    table(
      [
        'receiver',
        'callbacks',
        'wrong answers',
        'heap at the end, MB',
        'heap growth, kB/min',
        'bytes per callback',
        'grows',
        'RSS growth, MB/min',
      ],
      Object.entries(samples).map(([rung, sample]) => [rung, ...figuresOf(sample)]),
    ),
};

/** @param {SoakSample} sample */
function figuresOf({ points, answered, wrong }) {
  const settled = points.slice(Math.floor(points.length * SETTLING));
  const growth = (/** @type {'heapUsed' | 'rss'} */ name, /** @type {number} */ unit) =>
    slopeOf(settled.map((point) => [point.minutes, point[name] / unit]));
  const heap = growth('heapUsed', 1000);
  const rss = growth('rss', 1e6);
  const last = points.at(-1);
  const bytes = (1000 * (last?.minutes ?? Number.NaN)) / answered;
  const perCallback = { slope: heap.slope * bytes, error: heap.error * bytes };
  return [
    answered.toLocaleString('en-US'),
    String(wrong),
    figure((last?.heapUsed ?? Number.NaN) / 1e6),
    withError(heap),
    withError(perCallback),
    grows(perCallback, answered),
    withError(rss),
  ];
}

const withError = (/** @type {{ slope: number, error: number }} */ { slope, error }) =>
  `${figure(slope)} ± ${figure(2 * error)}`;
