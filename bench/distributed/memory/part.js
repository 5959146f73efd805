import { NOT_MEASURED } from '../part.js';
import { redisVersion } from '../../../test/distributed/support/redis-server.js';
import { measureMemory } from './measure.js';
import { memoryTable } from './report.js';

/** @import { Part } from '../../lib/context.js' */
/** @import { MemorySample } from './measure.js' */

/**
 * @typedef {object} MemorySamples
 * @property {string} redis its version
 * @property {MemorySample[]} backlogs
 */

/** What events take in Redis while they wait. @type {Part<MemorySamples | null>} */
export const memory = {
  async measure(context) {
    const redis = redisVersion();
    return redis === undefined ? null : { redis, backlogs: await measureMemory(context) };
  },

  extent: () => 'measured once',

  markdown: (samples) => (samples === null ? NOT_MEASURED : reportOf(samples)),
};

/** @param {MemorySamples} samples */
const reportOf = ({ redis, backlogs }) =>
  [
    `Redis ${redis}. Events of 1,000 keys wait in the 16 partitions of \`bullmqInbox()\`. Bytes are ` +
      'those of `used_memory` beyond what it is without events: at first, while the ids are remembered too ' +
      '(`confirmWindow`), and after it. The append-only file is as it was written, before Redis rewrites it. ' +
      'Compact is with `hash-max-listpack-value 4096`. Then Redis is killed and started again, and an app starts that ' +
      'only delivers.',
    memoryTable(backlogs),
  ].join('\n\n');
