/** Bytes for each callback: one object of the smallest size, 16 bytes, kept from every 160th. */
const TOLERATED = 0.1;

/** Until then code is still compiled, which the heap keeps. */
const FEWEST = 1_000_000;

/**
 * Whether a heap has grown by more than a measurement can miss: `cannot tell` after too few callbacks, or where the
 * points lie too far from their line.
 *
 * @param {{ slope: number, error: number }} growth bytes for each callback, and the standard error
 * @param {number} callbacks
 * @returns {'no' | 'YES' | 'cannot tell'}
 */
export function grows({ slope, error }, callbacks) {
  if (callbacks < FEWEST) return 'cannot tell';
  if (slope + 2 * error <= TOLERATED) return 'no';
  return slope - 2 * error > TOLERATED ? 'YES' : 'cannot tell';
}
