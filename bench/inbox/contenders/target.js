import { revivedEvent } from '../../lib/callbacks.js';

/** @import { DeliveryTarget } from '../../../libs/openim-callback/dist/esm/inbox.js' */

const RECIPIENT = {
  name: 'Bench.onRead',
  retry: {
    maxAttempts: 1,
    minDelay: 1000,
    maxDelay: 1000,
    factor: 1,
    jitter: 0,
    onRetry: /** @type {const} */ ('hold'),
    attemptTimeout: 600_000,
  },
};

/**
 * One listener of every event. It returns at once, or never: then nothing is delivered and nothing deleted.
 *
 * @param {boolean} returns
 * @returns {DeliveryTarget & { delivered: number }}
 */
export const benchTarget = (returns) => ({
  delivered: 0,
  recipientsOf: () => [RECIPIENT],
  deliver() {
    if (!returns) return new Promise(() => undefined);
    this.delivered++;
    return Promise.resolve();
  },
  revive: revivedEvent,
  failed({ error }) {
    throw error;
  },
  unreadable(event, reason) {
    throw new Error(`${event.id}: ${reason}`);
  },
  // A measurement of a storage that fails would be one of nothing.
  storageChanged(problem) {
    if (problem !== undefined) throw new Error(problem);
  },
});
