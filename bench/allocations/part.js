import { summarize } from '../lib/stats.js';
import { spread, table } from '../lib/table.js';
import { workloadOf } from '../lib/workloads.js';
import { DURABLE, GUARDED, IDIOMATIC, LIMIT, OURS } from '../rungs/rungs.js';
import { COUNTED, measureAllocations } from './measure-allocations.js';

/** @import { Extent, Part } from '../lib/context.js' */
/** @import { AllocationSample } from './measure-allocations.js' */

/** @typedef {Record<string, Record<string, AllocationSample[]>>} AllocationSamples by workload and rung, one per round */

const PLAN = {
  read: [
    LIMIT,
    'Express',
    'Fastify',
    ...Object.values(IDIOMATIC),
    ...Object.values(OURS.controller),
    GUARDED,
    ...Object.values(OURS.direct),
    DURABLE.direct.Express,
  ],
  message: [LIMIT, ...Object.values(IDIOMATIC), ...Object.values(OURS.direct)],
  refusal: [LIMIT, ...Object.values(OURS.direct)],
};

/** Counts hardly differ between rounds. */
const MOST_ROUNDS = 2;

const roundsOf = (/** @type {Extent} */ asked) => Math.min(MOST_ROUNDS, asked.rounds);

/** @type {Part<AllocationSamples>} */
export const allocations = {
  async measure(context) {
    /** @type {AllocationSamples} */
    const samples = {};
    const rounds = roundsOf(context);
    for (let round = 1; round <= rounds; round++) {
      for (const [workload, rungs] of Object.entries(PLAN)) {
        for (const rung of rungs) {
          context.progress(`allocations: round ${round}/${rounds}, ${workload}, ${rung}`);
          const sample = await measureAllocations(context, { rung, workload });
          ((samples[workload] ??= {})[rung] ??= []).push(sample);
        }
      }
    }
    return samples;
  },

  extent: (asked) => `${roundsOf(asked)} rounds of ${COUNTED.toLocaleString('en-US')} callbacks`,

  markdown: (samples) =>
    Object.entries(samples)
      .flatMap(([workload, rungs]) => [`${sentence(workloadOf(workload).title)}:`, allocationTable(rungs)])
      .join('\n\n'),
};

const sentence = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {Record<string, AllocationSample[]>} rungs */
function allocationTable(rungs) {
  const rows = Object.entries(rungs).map(([rung, rounds]) => {
    const of = (/** @type {keyof AllocationSample} */ name) =>
      spread(summarize(rounds.map((sample) => sample[name])));
    return [rung, of('bytes'), of('promises'), of('collections')];
  });
  return table(['receiver', 'heap bytes per callback', 'promises', 'collections per 1,000'], rows);
}
