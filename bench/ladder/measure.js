import { withChild } from '../lib/child.js';
import { measureRung } from './measure-rung.js';
import { scenarios, titleOf } from './plan.js';

/** @import { BenchContext } from '../lib/context.js' */
/** @import { RungSample } from './measure-rung.js' */

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
