/** How a listener of after events gets them together. */
export interface BatchOptions {
  /** Events that it gets at most at a time, from 1 to 10000. @default 100 */
  readonly size?: number;
  /**
   * Milliseconds that an event waits for others at most, from 0 to 60000. With 0 it gets what is there. When all places
   * of the inbox's `concurrency` are taken it waits longer, and its batch grows meanwhile.
   * @default 50
   */
  readonly within?: number;
}

/** Batch options with every default in place. */
export type BatchPolicy = Required<BatchOptions>;

/** More than that is a memory problem, and the parameters of one SQL statement are used up long before. */
const LARGEST = 10_000;
/** An event is as late as that in the database, and waits for it in the inbox. */
const LONGEST = 60_000;

/** Fills in the defaults. */
export const batchPolicy = ({ size, within }: BatchOptions): BatchPolicy => ({
  size: size ?? 100,
  within: within ?? 50,
});

/** What is wrong with the option `batch`, undefined when nothing is. */
export function batchProblem(batch: unknown): string | undefined {
  if (typeof batch !== 'object' || batch === null || Array.isArray(batch))
    return 'give it { size, within }, both of which may be left out';
  const unknown = Object.keys(batch).find((name) => name !== 'size' && name !== 'within');
  if (unknown !== undefined) return `there is no '${unknown}' in it: give it { size, within }`;
  const { size, within } = batchPolicy(batch);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST)
    return `size must be an integer between 1 and ${LARGEST}, it is ${String(size)}`;
  if (typeof within !== 'number' || !(within >= 0 && within <= LONGEST))
    return `within must be between 0 and ${LONGEST} ms, it is ${String(within)}`;
  return undefined;
}
