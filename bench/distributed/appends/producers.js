import { Logger } from '@nestjs/common';
import { produce } from '../../inbox/produce.js';
import { serve } from '../../lib/child.js';
import { openPlace } from './contenders.js';

/** @import { AppendSample, ProducersTask } from '../../inbox/produce.js' */
/** @import { Place } from './contenders.js' */

Logger.overrideLogger(['error', 'fatal']);

/**
 * @param {ProducersTask & Place & { contender: string }} task
 * @returns {Promise<AppendSample>}
 */
async function run({ contender, folder, port, postgres, ...task }) {
  return produce(await openPlace(contender, { folder, port, postgres }), task);
}

serve({ run });
