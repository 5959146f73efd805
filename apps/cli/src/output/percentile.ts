/** The smallest value that at least `share` percent of all values do not exceed; undefined of no values. */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil((share / 100) * sorted.length)) - 1];
}
