import { withChild } from '../../lib/child.js';
import { postgresVersion } from '../../../test/distributed/support/postgres-server.js';
import { withPostgres, withRedis } from '../servers.js';

/** @import { AppendSamples } from '../../inbox/measure.js' */
/** @import { BenchContext } from '../../lib/context.js' */
/** @import { Place } from './contenders.js' */

const EVERYSEC = 'bullmqInbox, role receive, everysec';
const POSTGRES = 'bullmqInbox on PostgreSQL, role receive';

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
/** Those whose difference shows at both ends. */
const OTHERS = [EVERYSEC, ...(postgresVersion() === undefined ? [] : [POSTGRES])];
const PRODUCERS = [1, 2, 16, 64];

/** Seconds before the clock runs, at most. */
const WARM_UP = 0.4;

/**
 * Measures contenders in turns, A B C A B C, each time in a process and on a server of its own.
 *
 * @param {BenchContext} context
 * @param {number} rounds
 */
export async function measureAppends({ data, seconds, progress }, rounds) {
  /** @type {AppendSamples} */
  const samples = {};
  for (let round = 1; round <= rounds; round++) {
    for (const producers of PRODUCERS) {
      const others = producers === 2 || producers === 64 ? OTHERS : [];
      for (const contender of [...CONTENDERS, ...others]) {
        progress(`append: round ${round}/${rounds}, ${producers} producers, ${contender}`);
        const task = { contender, producers, warmUp: Math.min(WARM_UP, seconds), seconds };
        const sample = await data.with((folder) =>
          withServer(contender, folder, (place) =>
            withChild(new URL('producers.js', import.meta.url), {}, (child) =>
              child.ask('run', { ...task, ...place }),
            ),
          ),
        );
        ((samples[contender] ??= {})[producers] ??= []).push(sample);
      }
    }
  }
  return samples;
}

/**
 * Starts the server that a contender needs.
 *
 * @template T
 * @param {string} contender
 * @param {string} folder
 * @param {(place: Place) => Promise<T>} use
 * @returns {Promise<T>}
 */
function withServer(contender, folder, use) {
  if (contender === POSTGRES)
    return withPostgres(folder, ({ url }) => use({ folder, port: 0, postgres: url }));
  const settings = contender === EVERYSEC ? ['--appendfsync', 'everysec'] : [];
  return withRedis(folder, ({ port }) => use({ folder, port, postgres: '' }), settings);
}
