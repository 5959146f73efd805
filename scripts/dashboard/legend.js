import { colour } from './colours.js';
import { element, fit, text, widthOf } from './svg.js';

/** Room for the mark of a series and the gap to the next. */
const MARK = 18;
const GAP = 14;

/** The names of the series in rows that are no wider, with where each is. */
export function legendRows(names, width) {
  const rows = [[]];
  let x = 0;
  for (const [index, name] of names.entries()) {
    const shown = fit(name, width - MARK);
    const needed = MARK + widthOf(shown) + GAP;
    if (x > 0 && x + needed > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1).push({ index, shown, x });
    x += needed;
  }
  return rows;
}

/** The rows of a legend, the first at that height. */
export const drawLegend = (rows, y) =>
  rows
    .flatMap((row, line) =>
      row.map(({ index, shown, x }) => mark(14 + x, y + line * 16, shown, colour(index))),
    )
    .join('');

const mark = (x, y, name, fill) =>
  element('rect', { x, y: y - 6, width: 12, height: 3, rx: 1.5, fill }) + text(x + MARK, y, name);
