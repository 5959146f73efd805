import { thresholdColour } from './colours.js';
import { text } from './svg.js';
import { show } from './units.js';

/** The values of a panel in large, coloured by its thresholds. */
export function drawStat({ panel, series }, { width, height }) {
  const { unit, thresholds } = panel.fieldConfig.defaults;
  return series
    .map(({ name, points: [[, value]] }, index) => {
      const x = (width * (index + 0.5)) / series.length;
      const fill = thresholdColour(value, thresholds?.steps);
      return (
        text(x, height / 2 + 22, show(value, unit), { class: 'stat', fill, 'text-anchor': 'middle' }) +
        text(x, height - 16, name, { class: 'faint', 'text-anchor': 'middle' })
      );
    })
    .join('');
}
