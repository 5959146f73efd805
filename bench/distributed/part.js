import { measureAppends, REFERENCE } from './appends/measure.js';
import { measureDeliveries } from './deliveries/measure.js';
import { deliveriesMarkdown } from './deliveries/report.js';
import { measureGroups } from './groups/measure.js';
import { postgresVersion } from '../../test/distributed/support/postgres-server.js';
import { redisVersion } from '../../test/distributed/support/redis-server.js';
import { measureReplicas } from './replicas/measure.js';
import { acknowledgementTable, groupsMarkdown, replicasTable } from './report.js';

/** @import { Extent, Part } from '../lib/context.js' */
/** @import { AppendSamples } from '../inbox/measure.js' */
/** @import { DeliveriesSamples } from './deliveries/measure.js' */
/** @import { GroupSamples } from './groups/measure.js' */
/** @import { ReplicasSamples } from './replicas/measure.js' */

/**
 * @typedef {object} DistributedSamples
 * @property {string} redis its version
 * @property {number} [postgres] its version
 * @property {AppendSamples} appends
 * @property {ReplicasSamples} replicas
 * @property {DeliveriesSamples} [deliveries] runs of before it was measured have none
 * @property {GroupSamples} groups
 */

/** The whole takes long, and what differs here differs clearly. */
const MOST_ROUNDS = 3;

const roundsOf = (/** @type {Extent} */ asked) => Math.min(MOST_ROUNDS, asked.rounds);

/** The inbox of several machines. @type {Part<DistributedSamples | null>} */
export const distributed = {
  async measure(context) {
    const redis = redisVersion();
    if (redis === undefined) return null;
    const rounds = roundsOf(context);
    const postgres = postgresVersion();
    return {
      redis,
      ...(postgres === undefined ? {} : { postgres }),
      appends: await measureAppends(context, rounds),
      replicas: await measureReplicas(context, rounds),
      deliveries: await measureDeliveries(context, rounds),
      groups: await measureGroups(context),
    };
  },

  extent: (asked) => `${roundsOf(asked)} rounds of ${asked.seconds} s`,

  markdown: (samples) => (samples === null ? NOT_MEASURED : reportOf(samples)),
};

/** What a part says that needs a Redis where there is none. */
export const NOT_MEASURED = 'Not measured: redis-server is not installed (`apt-get install redis-server`).';

/** @param {DistributedSamples} samples */
const reportOf = ({ redis, postgres, appends, replicas, deliveries, groups }) =>
  [
    `Redis ${redis} with \`appendonly yes\` and \`appendfsync always\`` +
      `${postgres === undefined ? '' : `, PostgreSQL ${postgres} with its defaults`}, on the same disk. Nothing is ` +
      'pinned: servers, replicas and load share the cores. Median (lowest-highest), ratios are taken within each round.',
    '#### Acknowledgement',
    'Each producer appends the next event, a read callback of 136 bytes, when the last was acknowledged. ' +
      '`bullmq.add` and `Queue.addBulk` store the same event in one queue, without an id that recognises a repetition. ' +
      '`addBulk`, groupmq and the inboxes store together what came while the last was stored. `bullmqInbox` and ' +
      '`sqliteInbox` deliver at the same time, in the same process, unless the row says otherwise.',
    acknowledgementTable(appends, REFERENCE),
    '#### Replicas',
    'Apps with `bullmqInbox()` and a listener that does nothing, each a process; 64 connections over HTTP in all. ' +
      'End to end is from the first request until the last listener was called.',
    replicasTable(replicas),
    ...(deliveries === undefined ? [] : ['#### Deliveries and a hot key', deliveriesMarkdown(deliveries)]),
    '#### Order per key: beside groupmq',
    '5,000 events of 1,000 keys wait in Redis; one process with a concurrency of 16 delivers them to a listener that ' +
      'does nothing.',
    groupsMarkdown(groups),
  ].join('\n\n');
