import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { everythingHandled } from '../load/everything-handled.js';
import { INSPECTED } from '../rungs/rungs.js';

/** @import { BenchContext } from '../lib/context.js' */

/**
 * @typedef {object} OpenPageSample
 * @property {{ minutes: number, heapUsed: number, rss: number }[]} points bytes, after a full collection
 * @property {number} answered
 * @property {number} wrong
 * @property {number} handled
 * @property {number} seen callbacks that the page was told of
 * @property {number} shown those that it was shown
 */

/** Callbacks a second, sent in steps of so many milliseconds. */
const RATE = 5000;
const STEP = 100;
const POINTS = 30;

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * Sends callbacks at one rate while a page is open, and looks at the heap meanwhile.
 *
 * @param {BenchContext} context
 * @returns {Promise<OpenPageSample>}
 */
export function measureOpenPage({ data, cpus, minutes }) {
  const workload = 'read';
  return data.with((folder) =>
    withChild(here('../rungs/server.js'), { cpus: cpus.server, flags: ['--expose-gc'] }, (server) =>
      withChild(here('../load/process.js'), { cpus: cpus.load }, (load) =>
        withChild(here('page.js'), { cpus: cpus.load }, async (page) => {
          const port = await server.ask('start', { rung: INSPECTED.memory, workload, folder });
          await load.ask('open', { port, workload });
          await page.ask('open', { port });
          const start = performance.now();
          /** @type {OpenPageSample['points']} */
          const points = [];
          let due = start;
          for (let point = 1; point <= POINTS; point++) {
            const end = start + (minutes * 60_000 * point) / POINTS;
            while (due < end) {
              await load.ask('send', { count: (RATE * STEP) / 1000 });
              due += STEP;
              await sleep(Math.max(0, due - performance.now()));
            }
            points.push({ minutes: (performance.now() - start) / 60_000, ...(await server.ask('memory')) });
          }
          await everythingHandled(server, load);
          const totals = await load.ask('totals');
          await pageHasSeen(page, totals.answered);
          return { points, ...totals, handled: await server.ask('handled'), ...(await page.ask('totals')) };
        }),
      ),
    ),
  );
}

const WITHIN = 2000;

/**
 * Waits for the last batches, a little: what is missing then is shown by the figures.
 *
 * @param {import('../lib/child.js').Child} page
 * @param {number} answered
 */
async function pageHasSeen(page, answered) {
  for (let waited = 0; waited < WITHIN; waited += STEP) {
    if ((await page.ask('totals')).seen >= answered) return;
    await sleep(STEP);
  }
}
