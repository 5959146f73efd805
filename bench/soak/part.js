import { figure, table } from '../lib/table.js';
import { DURABLE, LIMIT, OURS } from '../rungs/rungs.js';
import { measureSoak } from './measure-soak.js';

/** @import { Part } from '../lib/context.js' */
/** @import { SoakSample } from './measure-soak.js' */

/** Bytes for each callback: one object of the smallest size, 16 bytes, kept from every 160th. */
const TOLERATED = 0.1;

/** Until then code is still compiled, which the heap keeps. */
const FEWEST = 1_000_000;

/**
 * Whether a heap has grown by more than a measurement can miss: `cannot tell` after too few callbacks, or where the
 * points lie too far from their line.
 *
 * @param {{ slope: number, error: number }} growth bytes for each callback, and the standard error
 * @param {number} callbacks
 * @returns {'no' | 'YES' | 'cannot tell'}
 */
function grows({ slope, error }, callbacks) {
  if (callbacks < FEWEST) return 'cannot tell';
  if (slope + 2 * error <= TOLERATED) return 'no';
  return slope - 2 * error > TOLERATED ? 'YES' : 'cannot tell';
}

/** @typedef {readonly [x: number, y: number]} Point */

/**
 * The straight line with the least squares of distances: its slope, and the slope's standard error.
 *
 * @param {readonly Point[]} points at least three
 */
export function slopeOf(points) {
  const mean = (/** @type {readonly number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const middleX = mean(points.map(([x]) => x));
  const middleY = mean(points.map(([, y]) => y));
  const squares = points.reduce((sum, [x]) => sum + (x - middleX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - middleX) * (y - middleY), 0) / squares;
  const residues = points.map(([x, y]) => (y - middleY - slope * (x - middleX)) ** 2);
  const error = Math.sqrt(residues.reduce((sum, each) => sum + each, 0) / (points.length - 2) / squares);
  return { slope, error };
}

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
