import { drawStat } from './stat-panel.js';
import { element, fit, text } from './svg.js';
import { drawTable } from './table-panel.js';
import { drawTimeseries } from './time-panel.js';

/** Pixels of a unit of Grafana's grid, which is 24 wide, and between panels. */
const UNIT = { width: 50, height: 30 };
const GAP = 8;

const CONTENT = { timeseries: drawTimeseries, stat: drawStat, table: drawTable };

/** Has its own ground, and so can be read on any page. */
const STYLE = `
svg { --ground: #f4f5f5; --panel: #ffffff; --edge: #dcdee1; --grid: #e9ebed; --text: #24292e; --faint: #646b73 }
@media (prefers-color-scheme: dark) {
  svg { --ground: #111217; --panel: #181b1f; --edge: #2c3036; --grid: #262a30; --text: #d5d8dd; --faint: #9298a1 }
}
text { font: 11px system-ui, sans-serif; }
text:not([fill]) { fill: var(--text) }
text.faint:not([fill]) { fill: var(--faint) }
.title { font-size: 13px; font-weight: 600 }
.row { font-size: 14px; font-weight: 600 }
.ground { fill: var(--ground) }
.panel { fill: var(--panel); stroke: var(--edge) }
.stat { font-size: 30px; font-weight: 600 }
.grid { stroke: var(--grid); fill: none }`;

/** The panels of a dashboard as one SVG, each at its place in the dashboard's grid. */
export function draw({ start, end, answers }) {
  const width = 24 * UNIT.width + GAP;
  const height =
    Math.max(...answers.map(({ panel: { gridPos } }) => gridPos.y + gridPos.h)) * UNIT.height + GAP;
  const content = [
    element('title', {}, 'The panels of the Grafana dashboard'),
    element('style', {}, STYLE),
    element('rect', { class: 'ground', width, height, rx: 4 }),
    ...answers.map((answer) => place(answer, { start, end })),
  ];
  const box = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height };
  return `${element('svg', box, content.join('\n'))}\n`;
}

function place(answer, times) {
  const { title, type, gridPos } = answer.panel;
  const width = gridPos.w * UNIT.width - GAP;
  const height = gridPos.h * UNIT.height - GAP;
  const inside =
    type === 'row'
      ? text(4, 18, title, { class: 'row' })
      : element('rect', { class: 'panel', width, height, rx: 3 }) +
        text(14, 20, fit(title, width - 20), { class: 'title' }) +
        CONTENT[type](answer, { width, height, ...times });
  const corner = `translate(${gridPos.x * UNIT.width + GAP} ${gridPos.y * UNIT.height + GAP})`;
  return element('g', { transform: corner }, inside);
}
