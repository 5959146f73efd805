import { measureRung } from '../ladder/measure.js';
import { ratios, summarize } from '../lib/stats.js';
import { spread, table } from '../lib/table.js';
import { DURABLE, FILTERED } from '../rungs/rungs.js';

/** @import { Part } from '../lib/context.js' */
/** @import { RungSamples } from '../ladder/measure.js' */

const SCENARIO = { name: 'filters', workload: 'read', connections: [64, 2], contenders: [] };
const RUNGS = [DURABLE.direct.Express, FILTERED];

/** What a filter in front of the durable inbox saves. @type {Part<RungSamples>} */
export const filters = {
  async measure(context) {
    /** @type {RungSamples} */
    const samples = {};
    for (let round = 1; round <= context.rounds; round++) {
      for (const rung of RUNGS) {
        context.progress(`filters: round ${round}/${context.rounds}, ${rung}`);
        const measured = await measureRung(context, SCENARIO, { rung });
        for (const [count, sample] of Object.entries(measured))
          ((samples[rung] ??= {})[Number(count)] ??= []).push(sample);
      }
    }
    return samples;
  },
  extent: ({ rounds, seconds }) => `${rounds} rounds of ${seconds} s`,
  markdown: (samples) =>
    table(
      ['connections', 'none filtered, callbacks/s', '90 % filtered out, callbacks/s', 'ratio'],
      SCENARIO.connections.map((count) => {
        const [all = [], few = []] = RUNGS.map((rung) =>
          (samples[rung]?.[count] ?? []).map(({ perSecond }) => perSecond),
        );
        return [String(count), spread(summarize(all)), spread(summarize(few)), spread(ratios(few, all))];
      }),
    ),
};
