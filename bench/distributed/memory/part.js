import { redisVersion } from '../../../test/distributed/support/redis-server.js';
import { figure, table } from '../../lib/table.js';
import { workloads } from '../../lib/workloads.js';
import { NOT_MEASURED } from '../part.js';
import { measureMemory } from './measure.js';

/** @import { Part } from '../../lib/context.js' */
/** @import { MemorySample, Memory } from './measure.js' */

const MB = 1e6;

/** @type {Readonly<Record<string, string>>} */
const TITLES = { read: workloads.read.title, message: workloads.message.title };

/**
 * One row per backlog.
 *
 * @param {readonly MemorySample[]} samples
 */
function memoryTable(samples) {
  const rows = samples.map((sample) => {
    const { kind, count, compact, empty, remembered, forgotten, aofBytes } = sample;
    const perEvent = (/** @type {Memory} */ memory) => figure((memory.used - empty.used) / count);
    return [
      `${count.toLocaleString('en-US')} · ${TITLES[kind] ?? kind}${compact ? ', compact' : ''}`,
      perEvent(remembered),
      perEvent(forgotten),
      `${figure(forgotten.used / MB)} / ${figure(forgotten.dataset / MB)}`,
      figure(aofBytes / count),
      figure(sample.loadSeconds),
      figure(sample.firstMilliseconds),
      figure(sample.deliveredPerSecond),
    ];
  });
  return table(
    [
      'pending events',
      'bytes/event',
      'after confirmWindow',
      'used_memory / dataset, MB',
      'AOF bytes/event',
      'Redis loads it, s',
      'first delivery, ms',
      'deliveries/s',
    ],
    rows,
  );
}

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
