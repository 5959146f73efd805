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
import { GUARDED, LIMIT, OURS } from '../rungs/rungs.js';

/**
 * @typedef {object} Limit
 * @property {string} rung
 * @property {string} workload
 * @property {number} bytes of the heap for each callback, as a multiple of what bare node:http takes
 * @property {number} promises for each callback
 */

/**
 * A fifth above what is measured, the same on every machine; class-validator's own pass over one event is more than
 * that. Lower them when the path gets shorter.
 *
 * @type {readonly Limit[]}
 */
const limits = [
  { rung: OURS.direct.Express, workload: 'read', bytes: 1.7, promises: 1 },
  { rung: OURS.direct.Fastify, workload: 'read', bytes: 1.7, promises: 1 },
  { rung: OURS.direct.Express, workload: 'message', bytes: 1.7, promises: 1 },
  { rung: OURS.direct.Express, workload: 'refusal', bytes: 1.55, promises: 1 },
  { rung: OURS.controller.Express, workload: 'read', bytes: 1.7, promises: 1 },
  { rung: GUARDED, workload: 'read', bytes: 5.5, promises: 26 },
];

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

/** @param {Limit} limit */
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
