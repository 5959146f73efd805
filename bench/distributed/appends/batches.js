import { setImmediate as turn } from 'node:timers/promises';

/** @import { AcceptedEvent } from '../../../libs/openim-callback/dist/esm/index.js' */

/** Stores together what came while the last was stored, as the inbox does. */
export class Batches {
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
