import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { cases } from '../../support/property-cases.js';

/** How many cases there are in total. */
export const RUNS = cases(5_000);

/** Where the cases begin; `PROPERTY_SEED` repeats a run. */
export const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31);

/** That part of all cases, at least one. */
export const share = (part: number): number => Math.max(1, Math.round(RUNS * part));

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use on the heap and beside it, after everything unused is gone. */
export async function memoryInUse(): Promise<number> {
  await nextTurn();
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Lets timers, deliveries and sockets have their turn. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Says on the terminal what was done, for the one who wants to repeat it. */
export const report = (line: string): boolean => process.stdout.write(`  ${line}; PROPERTY_SEED=${SEED}\n`);
