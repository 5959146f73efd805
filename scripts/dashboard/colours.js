/** Told apart on white and on black, and next to each other. */
const SERIES = [
  '#4c8fd6',
  '#e0872b',
  '#3fa45b',
  '#d9534f',
  '#9b73c9',
  '#b59a1f',
  '#2fa3a0',
  '#d5719f',
  '#8c7a6b',
  '#7e8aa0',
];

/** Grafana's names of colours. */
const NAMED = { green: '#3fa45b', orange: '#e0872b', red: '#d9534f' };

/** The colour of a series by its place. */
export const colour = (index) => SERIES[index % SERIES.length];

/** The colour of a value by the thresholds of its panel. */
export function thresholdColour(value, steps = []) {
  const reached = steps.filter((step) => step.value === null || value >= step.value).at(-1);
  return NAMED[reached?.color] ?? NAMED.green;
}
