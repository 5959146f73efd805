import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { transactionsIn } from '../lib/transactions.js';
import { everythingHandled } from '../load/everything-handled.js';
import { scenarios, titleOf } from './plan.js';

/** @import { BenchContext } from '../lib/context.js' */
/** @import { LoadReport } from '../load/load.js' */
/** @import { Contender, Scenario } from './plan.js' */

/**
 * @typedef {object} ServerReport
 * @property {number} serverBusy part of one core's time that all threads of the server took
 * @property {number} cpuMicroseconds of the server, for each callback
 * @property {number} eventsPerTransaction NaN where the inbox is not in a file
 *
 * @typedef {LoadReport & ServerReport} RungSample
 */

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
export function measureRung({ data, cpus, seconds }, { workload, connections, pinned = true }, contender) {
  const { server: serverCpus, load: loadCpus } = pinned ? cpus : {};
  return data.with((folder) =>
    withChild(here('../rungs/server.js'), { cpus: serverCpus }, (server) =>
      withChild(here('../load/process.js'), { cpus: loadCpus }, async (load) => {
        const port = await server.ask('start', { ...contender, workload, folder });
        await load.ask('open', { port, workload });
        /** @type {Record<number, RungSample>} */
        const samples = {};
        for (const [index, count] of connections.entries()) {
          await load.ask('start', { connections: count });
          await sleep(1000 * (index === 0 ? Math.min(WARM_UP, 2 * seconds) : SETTLE));
          await Promise.all([server.ask('watch'), load.ask('watch')]);
          const transactionsBefore = transactionsIn(folder);
          await sleep(1000 * seconds);
          const [serverBusy, report] = await Promise.all([server.ask('busy'), load.ask('report')]);
          const transactions = transactionsIn(folder) - transactionsBefore;
          samples[count] = {
            ...report,
            serverBusy,
            cpuMicroseconds: (serverBusy * 1e6) / report.perSecond,
            eventsPerTransaction: (report.perSecond * seconds) / transactions,
          };
          await load.ask('stop');
        }
        await everythingHandled(server, load);
        return samples;
      }),
    ),
  );
}

/** @typedef {{ p50: number, p99: number }} SyncSample milliseconds of one append and fdatasync */
/** @typedef {Record<string, Record<number, RungSample[]>>} RungSamples by contender and connections, one per round */
/** @typedef {{ rungs: Record<string, RungSamples>, syncs: SyncSample[] }} LadderSamples rungs by scenario */

/**
 * Climbs each scenario's rungs in turns, A B C A B C: what the machine does meanwhile hits all of them alike.
 *
 * @param {BenchContext} context
 * @returns {Promise<LadderSamples>}
 */
export async function measureLadder(context) {
  /** @type {LadderSamples} */
  const samples = { rungs: {}, syncs: [] };
  for (const scenario of scenarios) {
    /** @type {RungSamples} */
    const rungs = (samples.rungs[scenario.name] = {});
    for (let round = 1; round <= context.rounds; round++) {
      for (const contender of scenario.contenders) {
        const title = titleOf(contender);
        context.progress(`ladder: ${scenario.name}, round ${round}/${context.rounds}, ${title}`);
        const measured = await measureRung(context, scenario, contender);
        for (const [count, sample] of Object.entries(measured)) {
          ((rungs[title] ??= {})[Number(count)] ??= []).push(sample);
        }
      }
      if (scenario.sync) samples.syncs.push(await measureSync(context));
    }
  }
  return samples;
}

/**
 * @param {BenchContext} context
 * @returns {Promise<SyncSample>}
 */
const measureSync = ({ data, cpus, seconds }) =>
  data.with((folder) =>
    withChild(new URL('sync.js', import.meta.url), { cpus: cpus.server }, (child) =>
      child.ask('measure', { folder, seconds }),
    ),
  );
