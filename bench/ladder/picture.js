import { ratios, summarize } from '../lib/stats.js';
import { figure } from '../lib/table.js';
import { LIMIT, LOAD_LIMIT } from '../rungs/rungs.js';
import { figuresOf } from './report.js';

/** @import { Summary } from '../lib/stats.js' */
/** @import { LadderSamples } from './measure.js' */

/** @typedef {{ rung: string, ratio: Summary, perSecond: number, latency: Summary }} Row */
/** @typedef {{ x: number, title: string, unit: string, limit?: number, largest: number, of: (row: Row) => Summary, label: (row: Row) => string }} Panel */

const WIDTH = 860;
const TOP = 104;
const ROW = 28;
const BAR = 14;
const LABELS = 276;
const PANEL = 170;
const PANEL_GAP = 140;

/** Readable on a light page and on a dark one: the page's own colour is the background. */
const STYLE = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328 }
  .title { font-size: 15px; font-weight: 600 }
  .quiet { fill: #59636e; font-size: 12px }
  .bar { fill: #a3abb5 }
  .ours .bar { fill: #2563eb }
  .ours text { font-weight: 600 }
  .spread { stroke: #1f2328; stroke-width: 1.5 }
  .axis { stroke: #a3abb5; stroke-dasharray: 3 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .quiet { fill: #9198a1 }
    .bar { fill: #6b737d }
    .ours .bar { fill: #4c8dff }
    .spread { stroke: #e6edf3 }
    .axis { stroke: #6b737d }
  }`;

/**
 * The ladder of the read callback as a picture.
 *
 * @param {LadderSamples} samples
 * @param {string} caption what it was measured with
 */
export function picture({ rungs: { read = {} } }, caption) {
  const rows = Object.keys(read)
    .filter((rung) => rung !== LOAD_LIMIT)
    .map((rung) => rowOf(read, rung))
    .sort((a, b) => b.ratio.median - a.ratio.median);
  const height = TOP + rows.length * ROW + 34;
  const panels = panelsOf(rows);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    '<title>Callbacks a second and latency, beside bare node:http and NestJS receivers</title>',
    `<style>${STYLE}\n</style>`,
    '<text class="title" x="0" y="18">Receiving a callback, on one core</text>',
    '<text class="quiet" x="0" y="38">bare, Express and Fastify only parse it; NestJS and ours check it and call a listener with a typed event</text>',
    ...panels.map((panel) => headOf(panel, rows.length)),
    ...rows.map((row, index) => bars(row, TOP + index * ROW, panels)),
    `<text class="quiet" x="0" y="${height - 8}">${escaped(caption)}</text>`,
    '</svg>\n',
  ].join('\n');
}

/**
 * @param {LadderSamples['rungs'][string]} rungs
 * @param {string} rung
 * @returns {Row}
 */
function rowOf(rungs, rung) {
  const perSecond = figuresOf(rungs, rung, 64, 'perSecond');
  return {
    rung,
    ratio: ratios(perSecond, figuresOf(rungs, LIMIT, 64, 'perSecond')),
    perSecond: summarize(perSecond).median,
    latency: summarize(figuresOf(rungs, rung, 2, 'p50').map((milliseconds) => milliseconds * 1000)),
  };
}

/**
 * @param {Row[]} rows
 * @returns {Panel[]}
 */
const panelsOf = (rows) => [
  {
    x: LABELS,
    title: 'callbacks a second, 64 connections',
    unit: 'of bare node:http',
    limit: 1,
    largest: Math.max(...rows.map(({ ratio }) => ratio.max)),
    of: ({ ratio }) => ratio,
    label: ({ ratio, perSecond }) => `${ratio.median.toFixed(2)} · ${figure(perSecond)}/s`,
  },
  {
    x: LABELS + PANEL + PANEL_GAP,
    title: 'p50 at 2 connections',
    unit: 'µs',
    largest: Math.max(...rows.map(({ latency }) => latency.max)),
    of: ({ latency }) => latency,
    label: ({ latency }) => figure(latency.median),
  },
];

/**
 * @param {Panel} panel
 * @param {number} rows
 */
function headOf({ x, title, unit, limit, largest }, rows) {
  const head =
    `<text class="quiet" x="${x}" y="${TOP - 34}">${title}</text>` +
    `<text class="quiet" x="${x}" y="${TOP - 17}">${unit}</text>`;
  if (limit === undefined) return head;
  const at = round(x + (PANEL * limit) / largest);
  return `${head}<line class="axis" x1="${at}" x2="${at}" y1="${TOP - 8}" y2="${TOP + rows * ROW - 6}"/>`;
}

/**
 * @param {Row} row
 * @param {number} y
 * @param {Panel[]} panels
 */
function bars(row, y, panels) {
  const middle = y + BAR / 2;
  const drawn = panels.map(({ x, largest, of, label }) => {
    const at = (/** @type {number} */ value) => round(x + (PANEL * value) / largest);
    const { median, min, max } = of(row);
    return (
      `<rect class="bar" x="${x}" y="${y}" width="${round(at(median) - x)}" height="${BAR}" rx="2"/>` +
      `<line class="spread" x1="${at(min)}" x2="${at(max)}" y1="${middle}" y2="${middle}"/>` +
      `<text x="${x + PANEL + 10}" y="${middle + 4.5}">${escaped(label(row))}</text>`
    );
  });
  const group = row.rung.startsWith('ours') ? ' class="ours"' : '';
  return `<g${group}><text x="0" y="${middle + 4.5}">${escaped(row.rung)}</text>${drawn.join('')}</g>`;
}

const round = (/** @type {number} */ value) => Math.round(value * 10) / 10;

const escaped = (/** @type {string} */ text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
