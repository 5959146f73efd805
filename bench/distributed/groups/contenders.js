import { Queue, Worker } from 'groupmq';
import { Redis } from 'ioredis';
import { bullmqInbox } from '../../../libs/openim-callback-bullmq/dist/esm/index.js';
import { acceptedEvent, revivedEvent } from '../../lib/callbacks.js';
import { plainJob } from '../appends/plain-job.js';

/** @import { AcceptedEvent, DeliveryTarget } from '../../../libs/openim-callback/dist/esm/inbox.js' */

/**
 * @typedef {(key: string, number: number) => Promise<void>} OnEvent what fails is tried again, and holds its key
 *
 * @typedef {object} GroupContender
 * @property {(port: number, events: AcceptedEvent[]) => Promise<void>} fill
 * @property {(port: number, on: OnEvent) => Promise<void>} deliver begins to
 */

const CONCURRENCY = 16;
const RETRY_AFTER = 1000;

/** Milliseconds after which another takes over; the least that the inbox allows would be noise on a busy machine. */
const LEASE = 2000;
const TRIES = 1000;

/** An event that knows its place. */
export const numbered = (/** @type {number} */ number) => ({
  ...acceptedEvent(number),
  operationID: String(number),
});

/** @type {Record<string, GroupContender>} */
const contenders = {
  bullmqInbox: {
    async fill(port, events) {
      const inbox = bullmqInbox({ connection: { port }, role: 'receive' });
      await inbox.start(targetOf(() => Promise.resolve()));
      await Promise.all(events.map((event) => inbox.append(event)));
      await inbox.close();
    },
    async deliver(port, on) {
      const inbox = bullmqInbox({
        connection: { port },
        role: 'deliver',
        concurrency: CONCURRENCY,
        lease: LEASE,
      });
      await inbox.start(targetOf(on));
    },
  },
  groupmq: {
    async fill(port, events) {
      const redis = new Redis({ port });
      const queue = new Queue({ redis, namespace: 'bench', autoBatch: { size: 1, maxWaitMs: 1 } });
      await Promise.all(
        events.map((event, order) =>
          // Its order is that of a time in milliseconds, which would leave those of one millisecond to a counter.
          queue.add({
            groupId: event.orderingKey ?? '',
            jobId: event.id,
            data: plainJob(event).data,
            orderMs: event.receivedAt + order,
          }),
        ),
      );
      redis.disconnect();
    },
    deliver(port, on) {
      const redis = new Redis({ port, maxRetriesPerRequest: null });
      const queue = new Queue({ redis, namespace: 'bench', jobTimeoutMs: LEASE, maxAttempts: TRIES });
      const worker = new Worker({
        queue,
        concurrency: CONCURRENCY,
        maxAttempts: TRIES,
        backoff: () => RETRY_AFTER,
        // As a user would set them who wants a dead worker's jobs back soon, and none of them given up.
        stalledInterval: LEASE / 2,
        maxStalledCount: TRIES,
        handler: ({ groupId, data }) => on(groupId, Number(data.operationID)),
      });
      worker.on('error', () => undefined);
      void worker.run();
      return Promise.resolve();
    },
  },
};

/**
 * @param {string} name
 * @returns {GroupContender}
 */
export function groupContender(name) {
  const contender = contenders[name];
  if (!contender) throw new RangeError(`no contender ${name}`);
  return contender;
}

/**
 * @param {OnEvent} on
 * @returns {DeliveryTarget}
 */
const targetOf = (on) => ({
  recipientsOf: () => [RECIPIENT],
  deliver: ({ orderingKey, operationID }) => on(orderingKey ?? '', Number(operationID)),
  revive: revivedEvent,
  failed: () => undefined,
  unreadable: () => undefined,
  storageChanged: () => undefined,
});

const RECIPIENT = {
  name: 'Bench.onRead',
  retry: {
    maxAttempts: TRIES,
    minDelay: RETRY_AFTER,
    maxDelay: RETRY_AFTER,
    factor: 1,
    jitter: 0,
    onRetry: /** @type {const} */ ('hold'),
    attemptTimeout: 600_000,
  },
};
