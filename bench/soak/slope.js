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
