/**
 * @typedef {{ median: number, min: number, max: number }} Summary
 */

/**
 * The value below which a part of the sorted values lies; NaN when there are none.
 *
 * @param {ArrayLike<number>} sorted
 * @param {number} part
 * @returns {number}
 */
export const quantile = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

/**
 * Sorted, as numbers: Array.prototype.sort alone would compare text.
 *
 * @param {Iterable<number>} values
 */
export const sorted = (values) => Float64Array.from(values).sort();

/**
 * One figure per round as median and extremes: the spread says what the median is worth.
 *
 * @param {readonly number[]} values
 * @returns {Summary}
 */
export function summarize(values) {
  const ordered = sorted(values);
  const middle = ordered.length / 2;
  const upper = ordered[Math.floor(middle)] ?? Number.NaN;
  const lower = ordered[Math.ceil(middle) - 1] ?? Number.NaN;
  return { median: (upper + lower) / 2, min: ordered[0] ?? Number.NaN, max: ordered.at(-1) ?? Number.NaN };
}

/**
 * Ratios of what was measured side by side in each round, so that a machine that slows down over the run cancels out.
 *
 * @param {readonly number[]} values
 * @param {readonly number[]} references
 */
export const ratios = (values, references) =>
  summarize(values.map((value, round) => value / (references[round] ?? Number.NaN)));
