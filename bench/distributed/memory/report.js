import { figure, table } from '../../lib/table.js';
import { workloads } from '../../lib/workloads.js';

/** @import { Memory, MemorySample } from './measure.js' */

const MB = 1e6;

/** @type {Readonly<Record<string, string>>} */
const TITLES = { read: workloads.read.title, message: workloads.message.title };

/**
 * One row per backlog.
 *
 * @param {readonly MemorySample[]} samples
 */
export function memoryTable(samples) {
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
