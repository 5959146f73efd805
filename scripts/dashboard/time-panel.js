import { colour } from './colours.js';
import { drawLegend, legendRows } from './legend.js';
import { ticksTo } from './scale.js';
import { at, element, text } from './svg.js';
import { show } from './units.js';

/** Where the graph lies in its panel. */
const LEFT = 66;
const RIGHT = 20;
const TOP = 34;

/** The lines of a panel over time, with axes and a legend. */
export function drawTimeseries({ panel, series }, { width, height, start, end }) {
  const rows = legendRows(
    series.map(({ name }) => name),
    width - 24,
  );
  const bottom = height - 26 - rows.length * 16;
  const { unit } = panel.fieldConfig.defaults;
  const ticks = ticksTo(highest(series));
  const x = (time) => LEFT + ((time - start) / (end - start)) * (width - LEFT - RIGHT);
  const y = (value) => bottom - (value / ticks.at(-1)) * (bottom - TOP);
  return [
    ...ticks.map((tick) => valueLine(y(tick), show(tick, unit), width)),
    ...[0, 30, 60, 90, 120]
      .filter((second) => second <= end - start)
      .map((second) => timeMark(x(start + second), second, bottom)),
    ...series.map(({ points }, index) =>
      element('path', {
        d: pathOf(points, x, y),
        fill: 'none',
        stroke: colour(index),
        'stroke-width': 1.6,
        'stroke-linejoin': 'round',
      }),
    ),
    drawLegend(rows, bottom + 34),
  ].join('\n');
}

const highest = (series) =>
  Math.max(0, ...series.flatMap(({ points }) => points.map(([, value]) => value)).filter(Number.isFinite));

const valueLine = (y, label, width) =>
  element('path', { class: 'grid', d: `M${LEFT} ${at(y)}H${width - RIGHT}` }) +
  text(LEFT - 8, at(y + 4), label, { class: 'faint', 'text-anchor': 'end' });

const timeMark = (x, second, bottom) =>
  text(at(x), bottom + 16, `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`, {
    class: 'faint',
    'text-anchor': 'middle',
  });

/** A line with gaps where there is no number. */
function pathOf(points, x, y) {
  let pen = 'M';
  let path = '';
  for (const [time, value] of points) {
    if (Number.isFinite(value)) path += `${pen}${at(x(time))} ${at(y(value))}`;
    pen = Number.isFinite(value) ? 'L' : 'M';
  }
  return path;
}
