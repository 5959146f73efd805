import { Queue } from 'bullmq';
import { Queue as GroupQueue } from 'groupmq';
import { Redis } from 'ioredis';
import { setImmediate as turn } from 'node:timers/promises';
import { bullmqInbox } from '../../../libs/openim-callback-bullmq/dist/esm/index.js';
import { openContender, started } from '../../inbox/contenders/contenders.js';
import { redisCpu } from '../servers.js';
import { plainJob } from './plain-job.js';

/** @import { Contender } from '../../inbox/contenders/contenders.js' */
/** @import { AcceptedEvent } from '../../../libs/openim-callback/dist/esm/inbox.js' */

/** Stores together what came while the last was stored, as the inbox does. */
class Batches {
  /** @type {{ event: AcceptedEvent, resolve: () => void, reject: (error: unknown) => void }[]} */
  waiting = [];
  busy = false;

  /** @param {(events: AcceptedEvent[]) => Promise<unknown>} store */
  constructor(store) {
    this.store = store;
  }

  /**
   * @param {AcceptedEvent} event
   * @returns {Promise<void>}
   */
  add(event) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ event, resolve, reject });
      if (!this.busy) void this.work();
    });
  }

  async work() {
    this.busy = true;
    while (this.waiting.length > 0) {
      await turn();
      const batch = this.waiting.splice(0);
      try {
        await this.store(batch.map(({ event }) => event));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.busy = false;
  }
}

/**
 * @typedef {object} Place where a contender stores
 * @property {string} folder
 * @property {number} port of Redis
 * @property {string} postgres its url
 */

const nothingDelivered = () => 0;

/** @type {Record<string, (place: Place) => Promise<Contender>>} */
const contenders = {
  'bullmq.add': ({ port }) => {
    const queue = new Queue('bench', { connection: { port } });
    return onRedis(port, {
      append(event) {
        const { name, data, opts } = plainJob(event);
        return queue.add(name, data, opts);
      },
      delivered: nothingDelivered,
    });
  },
  'Queue.addBulk': ({ port }) => {
    const queue = new Queue('bench', { connection: { port } });
    const batches = new Batches((events) => queue.addBulk(events.map(plainJob)));
    return onRedis(port, { append: (event) => batches.add(event), delivered: nothingDelivered });
  },
  'groupmq add': ({ port }) => {
    // Stores at once, and what comes meanwhile together.
    const autoBatch = { size: 1, maxWaitMs: 1 };
    const queue = new GroupQueue({ redis: new Redis({ port }), namespace: 'bench', autoBatch });
    return onRedis(port, {
      append: (event) =>
        queue.add({ groupId: event.orderingKey ?? '', jobId: event.id, data: plainJob(event).data }),
      delivered: nothingDelivered,
    });
  },
  bullmqInbox: async ({ port }) =>
    onRedis(port, await started(bullmqInbox({ connection: { port }, strict: true }), true)),
  'bullmqInbox, role receive': async ({ port }) =>
    onRedis(port, await started(bullmqInbox({ connection: { port }, role: 'receive', strict: true }), true)),
  'bullmqInbox, role receive, everysec': async ({ port }) =>
    onRedis(port, await started(bullmqInbox({ connection: { port }, role: 'receive' }), true)),
  'bullmqInbox on PostgreSQL, role receive': ({ postgres }) =>
    started(bullmqInbox({ postgres, role: 'receive', strict: true }), true),
  sqliteInbox: ({ folder }) => openContender('sqlite', folder),
  'sqliteInbox, nothing delivered': ({ folder }) => openContender('sqlite, nothing delivered', folder),
};

/**
 * @param {number} port
 * @param {Contender} contender
 * @returns {Promise<Contender>}
 */
async function onRedis(port, contender) {
  const client = new Redis({ port });
  return { ...contender, serverCpu: () => redisCpu(client) };
}

/**
 * @param {string} name
 * @param {Place} place
 */
export async function openPlace(name, place) {
  const open = contenders[name];
  if (!open) throw new RangeError(`no contender ${name}`);
  return open(place);
}
