/** @import { Summary } from './stats.js' */

/**
 * Three significant digits, and whole numbers from 100 on with separators.
 *
 * @param {number} value
 */
export function figure(value) {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/**
 * `median (min-max)`
 *
 * @param {Summary} summary
 */
export const spread = ({ median, min, max }) => `${figure(median)} (${figure(min)}-${figure(max)})`;

/**
 * A Markdown table: the first column to the left, figures to the right.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
