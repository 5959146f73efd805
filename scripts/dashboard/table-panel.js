import { element, fit, text } from './svg.js';
import { show } from './units.js';

const ROW = 24;

/** The series of a panel, a row each, as far as there is room. */
export function drawTable({ panel, series }, { width, height }) {
  const { unit } = panel.fieldConfig.defaults;
  return series
    .slice(0, Math.floor((height - 40) / ROW))
    .map(({ name, points: [[, value]] }, index) => {
      const y = 54 + index * ROW;
      return (
        text(14, y, fit(name, width - 70)) +
        text(width - 14, y, show(value, unit), { 'text-anchor': 'end' }) +
        element('path', { class: 'grid', d: `M14 ${y + 8}H${width - 14}` })
      );
    })
    .join('');
}
