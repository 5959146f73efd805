import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { everythingHandled } from '../load/everything-handled.js';

/** @import { BenchContext } from '../lib/context.js' */
/** @import { LoadReport } from '../load/load.js' */
/** @import { Contender, Scenario } from './plan.js' */

/** @typedef {LoadReport & { serverBusy: number, cpuMicroseconds: number }} RungSample `cpuMicroseconds` of the server, for each callback */

/** Seconds, before the first measurement and after the connections have changed. */
const WARM_UP = 1;
const SETTLE = 0.2;

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * One round of a rung: a new process, warmed up, then measured with each number of connections.
 *
 * @param {BenchContext} context
 * @param {Scenario} scenario
 * @param {Contender} contender
 * @returns {Promise<Record<number, RungSample>>} by connections
 * @throws {Error} when the rung answers wrongly, or its listener was not called for each callback
 */
export function measureRung({ data, cpus, seconds }, { workload, connections }, contender) {
  return data.with((folder) =>
    withChild(here('../rungs/server.js'), { cpus: cpus.server }, (server) =>
      withChild(here('../load/process.js'), { cpus: cpus.load }, async (load) => {
        const port = await server.ask('start', { ...contender, workload, folder });
        await load.ask('open', { port, workload });
        /** @type {Record<number, RungSample>} */
        const samples = {};
        for (const [index, count] of connections.entries()) {
          await load.ask('start', { connections: count });
          await sleep(1000 * (index === 0 ? Math.min(WARM_UP, 2 * seconds) : SETTLE));
          await Promise.all([server.ask('watch'), load.ask('watch')]);
          await sleep(1000 * seconds);
          const [serverBusy, report] = await Promise.all([server.ask('busy'), load.ask('report')]);
          samples[count] = { ...report, serverBusy, cpuMicroseconds: (serverBusy * 1e6) / report.perSecond };
          await load.ask('stop');
        }
        await everythingHandled(server, load);
        return samples;
      }),
    ),
  );
}
