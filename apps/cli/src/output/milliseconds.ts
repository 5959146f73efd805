/** A time with its unit: milliseconds below a second, seconds from there on. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${formatMilliseconds(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Milliseconds with three significant digits, or all the digits before the point. */
export function formatMilliseconds(value: number): string {
  if (value < 10) return value.toFixed(2);
  return value.toFixed(value < 100 ? 1 : 0);
}

/** The smallest value that at least `share` percent of all values do not exceed; undefined of no values. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((share / 100) * sorted.length)) - 1];
}
