import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { everythingHandled } from '../load/everything-handled.js';

/** @import { BenchContext } from '../lib/context.js' */

/**
 * @typedef {object} SoakPoint
 * @property {number} minutes since the load began
 * @property {number} heapUsed bytes after a full collection
 * @property {number} external bytes of buffers
 * @property {number} rss bytes
 *
 * @typedef {object} SoakSample
 * @property {SoakPoint[]} points
 * @property {number} answered
 * @property {number} wrong
 */

const CONNECTIONS = 64;
const POINTS = 60;

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * Looks at the heap of a receiver that is at full load all the time between the looks, after a full collection.
 *
 * @param {BenchContext} context
 * @param {string} rung
 * @returns {Promise<SoakSample>}
 */
export function measureSoak({ data, cpus, minutes }, rung) {
  const workload = 'read';
  return data.with((folder) =>
    withChild(here('../rungs/server.js'), { cpus: cpus.server, flags: ['--expose-gc'] }, (server) =>
      withChild(here('../load/process.js'), { cpus: cpus.load }, async (load) => {
        const port = await server.ask('start', { rung, workload, folder });
        await load.ask('open', { port, workload });
        const start = performance.now();
        /** @type {SoakPoint[]} */
        const points = [];
        for (let point = 1; point <= POINTS; point++) {
          await load.ask('start', { connections: CONNECTIONS });
          const due = start + (minutes * 60_000 * point) / POINTS;
          await sleep(Math.max(0, due - performance.now()));
          // What waits for its listener is no growth: the load pauses until nothing does.
          await load.ask('stop');
          await everythingHandled(server, load);
          const memory = await server.ask('memory');
          points.push({ minutes: (performance.now() - start) / 60_000, ...memory });
        }
        return { points, ...(await load.ask('totals')) };
      }),
    ),
  );
}
