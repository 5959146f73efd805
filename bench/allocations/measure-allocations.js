import { withChild } from '../lib/child.js';

/** @import { BenchContext } from '../lib/context.js' */

/**
 * @typedef {object} AllocationTask
 * @property {string} rung
 * @property {string} workload
 *
 * @typedef {object} AllocationSample for each callback
 * @property {number} bytes taken from the JavaScript heap, by the framework and Node too; buffers are outside of it
 * @property {number} promises
 * @property {number} collections of garbage, for each thousand callbacks
 */

/** Sent first, so that everything is compiled: what the compiler takes is none of the callback's. */
const WARM_UP = 10_000;
export const COUNTED = 10_000;
const PROMISES_COUNTED = 1000;

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * What a rung takes from the heap for each callback. Callbacks come one after the other, so that the figure depends
 * neither on the machine nor on what else it does.
 *
 * @param {Pick<BenchContext, 'data' | 'cpus'>} context
 * @param {AllocationTask} task
 * @returns {Promise<AllocationSample>}
 */
export function measureAllocations({ data, cpus }, { rung, workload }) {
  return data.with((folder) =>
    withChild(here('../rungs/server.js'), { cpus: cpus.server }, (server) =>
      withChild(here('../load/process.js'), { cpus: cpus.load }, async (load) => {
        const port = await server.ask('start', { rung, workload, folder });
        await load.ask('open', { port, workload });
        await load.ask('send', { count: WARM_UP });

        await server.ask('watchAllocations');
        await load.ask('send', { count: COUNTED });
        const { bytes, collections } = await server.ask('allocations');

        await server.ask('watchPromises');
        await load.ask('send', { count: PROMISES_COUNTED });
        const promises = await server.ask('promises');

        const { wrong } = await load.ask('totals');
        if (wrong > 0) throw new Error(`${rung}: ${wrong} wrong answers`);
        return {
          bytes: bytes / COUNTED,
          promises: promises / PROMISES_COUNTED,
          collections: (1000 * collections) / COUNTED,
        };
      }),
    ),
  );
}
