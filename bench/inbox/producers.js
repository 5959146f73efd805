import { serve } from '../lib/child.js';
import { openContender } from './contenders/contenders.js';
import { produce } from './produce.js';

/** @import { AppendSample, ProducersTask } from './produce.js' */

/**
 * @param {ProducersTask & { contender: string, folder: string }} task
 * @returns {Promise<AppendSample>}
 */
async function run({ contender, folder, ...task }) {
  return produce(await openContender(contender, folder), task);
}

serve({ run });
