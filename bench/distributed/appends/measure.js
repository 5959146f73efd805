import { withChild } from '../../lib/child.js';
import { withRedis } from '../redis.js';

/** @import { AppendSamples } from '../../inbox/measure.js' */
/** @import { BenchContext } from '../../lib/context.js' */

const EVERYSEC = 'bullmqInbox, role receive, everysec';

/** What is compared, in the order of the report. */
export const REFERENCE = 'Queue.addBulk';
const CONTENDERS = [
  'bullmq.add',
  REFERENCE,
  'groupmq add',
  'bullmqInbox, role receive',
  'bullmqInbox',
  'sqliteInbox, nothing delivered',
  'sqliteInbox',
];
const PRODUCERS = [1, 2, 16, 64];

/** Seconds before the clock runs, at most. */
const WARM_UP = 0.4;

/**
 * Measures contenders in turns, A B C A B C, each time in a process and on a Redis of its own.
 *
 * @param {BenchContext} context
 * @param {number} rounds
 */
export async function measureAppends({ data, seconds, progress }, rounds) {
  /** @type {AppendSamples} */
  const samples = {};
  for (let round = 1; round <= rounds; round++) {
    for (const producers of PRODUCERS) {
      // What a faster Redis is worth shows at both ends.
      const others = producers === 2 || producers === 64 ? [EVERYSEC] : [];
      for (const contender of [...CONTENDERS, ...others]) {
        progress(`append: round ${round}/${rounds}, ${producers} producers, ${contender}`);
        const settings = contender === EVERYSEC ? ['--appendfsync', 'everysec'] : [];
        const sample = await data.with((folder) =>
          withRedis(
            folder,
            ({ port }) => {
              const task = {
                contender,
                folder,
                port,
                producers,
                warmUp: Math.min(WARM_UP, seconds),
                seconds,
              };
              return withChild(new URL('producers.js', import.meta.url), {}, (child) =>
                child.ask('run', task),
              );
            },
            settings,
          ),
        );
        ((samples[contender] ??= {})[producers] ??= []).push(sample);
      }
    }
  }
  return samples;
}
