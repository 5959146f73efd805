// npm run test:guard
//
// Fails when a callback takes more of the heap, or makes more promises, than it has to. Counts, not times: they are
// the same on a slow machine and on a busy one. Wants `npm run build` before it.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { measureAllocations } from '../allocations/measure-allocations.js';
import { endAll } from '../lib/child.js';
import { divideCpus } from '../lib/cpus.js';
import { DataFolder } from '../lib/data-folder.js';
import { figure } from '../lib/table.js';
import { LIMIT } from '../rungs/rungs.js';
import { limits } from './limits.js';

const data = new DataFolder(fileURLToPath(new URL('.', import.meta.url)));
const context = { data, cpus: divideCpus() };
/** @type {Map<string, number>} heap bytes of bare node:http by workload */
const bare = new Map();

try {
  for (const limit of limits) await check(limit);
} finally {
  await endAll();
  data.remove();
}

/** @param {import('./limits.js').Limit} limit */
async function check({ rung, workload, bytes, promises }) {
  const reference =
    bare.get(workload) ?? (await measureAllocations(context, { rung: LIMIT, workload })).bytes;
  bare.set(workload, reference);
  const sample = await measureAllocations(context, { rung, workload });
  const ratio = sample.bytes / reference;
  const held = ratio <= bytes && sample.promises <= promises;
  console.log(
    `${held ? 'ok  ' : 'FAIL'} ${rung}, ${workload}: ${figure(sample.bytes)} bytes of the heap per callback, ` +
      `${figure(ratio)} times ${LIMIT} (at most ${bytes}); ${figure(sample.promises)} promises (at most ${promises})`,
  );
  if (!held) process.exitCode = 1;
}
