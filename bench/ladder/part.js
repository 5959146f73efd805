import { measureLadder } from './measure.js';
import { aims } from './aims.js';
import { ladderTables } from './report.js';

/** @import { Part } from '../lib/context.js' */
/** @import { LadderSamples } from './measure.js' */

/** @type {Part<LadderSamples>} */
export const ladder = {
  measure: measureLadder,
  extent: ({ rounds, seconds }) => `${rounds} rounds of ${seconds} s`,
  markdown: (samples) => [aims(samples), ...ladderTables(samples)].join('\n\n'),
};
