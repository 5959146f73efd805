import { withChild } from '../../lib/child.js';
import { postgresVersion } from '../../../test/distributed/support/postgres-server.js';
import { withPostgres, withRedis } from '../servers.js';

/** @import { BenchContext } from '../../lib/context.js' */
/** @import { Child } from '../../lib/child.js' */
/** @import { Place } from './worker.js' */

/**
 * @typedef {object} DeliverySample
 * @property {number} perSecond deliveries of events of other keys than the hot one
 * @property {number} hot deliveries of the hot key in that time
 * @property {number} cpuMicroseconds of the worker, for each of the others
 *
 * @typedef {Record<string, Record<string, Record<'alone' | 'beside', DeliverySample[]>>>} DeliveriesSamples
 *   by server and situation: alone, and beside a hot key; one per round
 */

/** Events of the hot key that wait in front of all others. */
export const HOT = 10_000;
export const OTHERS = 60_000;
export const KEYS = 1000;

/** Milliseconds the listener takes for an event of the hot key. */
export const SLOW = 100;

const SITUATIONS = { '16 partitions': 16, 'all in one partition': 1 };

const WORKER = new URL('worker.js', import.meta.url);

/**
 * Measures how fast a backlog is delivered, and what a hot key with a slow listener in front of it costs.
 *
 * @param {BenchContext} context
 * @param {number} rounds
 */
export async function measureDeliveries({ data, progress }, rounds) {
  /** @type {DeliveriesSamples} */
  const samples = {};
  const servers = postgresVersion() === undefined ? ['Redis'] : ['Redis', 'PostgreSQL'];
  for (let round = 1; round <= rounds; round++) {
    for (const server of servers) {
      for (const [title, partitions] of Object.entries(SITUATIONS)) {
        const both = ((samples[server] ??= {})[title] ??= { alone: [], beside: [] });
        for (const [name, hot] of /** @type {const} */ ([
          ['alone', 0],
          ['beside', HOT],
        ])) {
          progress(`deliveries: round ${round}/${rounds}, ${server}, ${title}, ${hot} of a hot key`);
          const sample = await data.with((folder) =>
            withServer(server, folder, (place) =>
              withChild(WORKER, {}, (worker) => deliver(worker, { ...place, partitions }, hot)),
            ),
          );
          both[name].push(sample);
        }
      }
    }
  }
  return samples;
}

/**
 * @param {Child} worker
 * @param {Place} place
 * @param {number} hot
 * @returns {Promise<DeliverySample>}
 */
async function deliver(worker, place, hot) {
  await worker.ask('fill', { place, hot, others: OTHERS, keys: KEYS });
  return worker.ask('deliver', { place, others: OTHERS, slow: SLOW });
}

/**
 * @template T
 * @param {string} server
 * @param {string} folder
 * @param {(place: import('./worker.js').ServerPlace) => Promise<T>} use
 * @returns {Promise<T>}
 */
const withServer = (server, folder, use) =>
  server === 'Redis'
    ? withRedis(folder, ({ place }) => use(place))
    : withPostgres(folder, ({ url }) => use({ postgres: url }));
