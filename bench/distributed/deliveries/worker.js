import { Logger } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { bullmqInbox } from '../../../libs/openim-callback-bullmq/dist/esm/index.js';
import { acceptedEvent, revivedEvent } from '../../lib/callbacks.js';
import { serve } from '../../lib/child.js';

/** @import { DeliverySample } from './measure.js' */
/** @import { DeliveryTarget } from '../../../libs/openim-callback/dist/esm/inbox.js' */

/**
 * @typedef {{ connection: { port: number } } | { postgres: string }} ServerPlace
 * @typedef {ServerPlace & { partitions: number }} Place
 */

Logger.overrideLogger(['error', 'fatal']);

const HOT_KEY = 'hot';

/** Events that are appended side by side. */
const AT_ONCE = 500;

serve({
  /** @param {{ place: Place, hot: number, others: number, keys: number }} task */
  async fill({ place, hot, others, keys }) {
    const inbox = bullmqInbox({ ...place, role: 'receive', timeout: 30_000 });
    await inbox.start(targetOf(() => undefined));
    for (let from = 0; from < hot + others; from += AT_ONCE) {
      await Promise.all(
        Array.from({ length: Math.min(AT_ONCE, hot + others - from) }, (_, index) => {
          const number = from + index;
          const orderingKey = number < hot ? HOT_KEY : `key-${number % keys}`;
          return inbox.append({ ...acceptedEvent(number), orderingKey });
        }),
      );
    }
    await inbox.close();
  },

  /**
   * Delivers until all but the hot key's are delivered.
   *
   * @param {{ place: Place, others: number, slow: number }} task
   * @returns {Promise<DeliverySample>}
   */
  async deliver({ place, others, slow }) {
    let start = 0;
    let hot = 0;
    let left = others;
    /** @type {() => void} */
    let allDelivered = () => undefined;
    const whenAll = new Promise((resolve) => (allDelivered = () => resolve(undefined)));
    const before = process.cpuUsage();
    const inbox = bullmqInbox({ ...place, role: 'deliver' });
    await inbox.start(
      targetOf((key) => {
        start ||= performance.now();
        if (key === HOT_KEY) {
          hot++;
          return sleep(slow);
        }
        if (--left === 0) allDelivered();
        return undefined;
      }),
    );
    await whenAll;
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(before);
    return { perSecond: others / seconds, hot, cpuMicroseconds: (user + system) / others };
  },
});

/**
 * @param {(key: string | undefined) => Promise<unknown> | undefined} on
 * @returns {DeliveryTarget}
 */
const targetOf = (on) => ({
  recipientsOf: () => [RECIPIENT],
  deliver: ({ orderingKey }) => on(orderingKey),
  revive: revivedEvent,
  failed: () => undefined,
  unreadable: () => undefined,
  storageChanged: () => undefined,
});

const RECIPIENT = {
  name: 'Bench.onRead',
  retry: {
    maxAttempts: 10,
    minDelay: 1000,
    maxDelay: 1000,
    factor: 1,
    jitter: 0,
    onRetry: /** @type {const} */ ('hold'),
    attemptTimeout: 600_000,
  },
};
