import { Buffer } from 'node:buffer';
import { fdatasync, openSync, write } from 'node:fs';
import { promisify } from 'node:util';

/** @import { AcceptedEvent } from '../../../libs/openim-callback/dist/esm/inbox.js' */

const writeTo = promisify(write);
const sync = promisify(fdatasync);

/**
 * The least that stores before it answers: records appended to a file, one fdatasync for all that came while the
 * last one ran, off the main thread. It delivers nothing and deletes nothing; that is what makes it the limit.
 */
export class FsyncLog {
  /** @type {{ record: Buffer, resolve: () => void, reject: (error: unknown) => void }[]} */
  waiting = [];
  busy = false;

  /** @param {string} file */
  constructor(file) {
    this.file = openSync(file, 'a');
  }

  /**
   * @param {AcceptedEvent} event
   * @returns {Promise<void>}
   */
  append({ id, receivedAt, raw }) {
    const record = Buffer.concat([Buffer.from(`${id} ${receivedAt} ${raw.length}\n`), raw]);
    return new Promise((resolve, reject) => {
      this.waiting.push({ record, resolve, reject });
      if (!this.busy) void this.work();
    });
  }

  async work() {
    this.busy = true;
    // A turn later, as the inbox does, so that producers of one turn share a sync.
    await Promise.resolve();
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0));
    this.busy = false;
  }

  /** @param {typeof this.waiting} batch */
  async commit(batch) {
    try {
      await writeTo(this.file, Buffer.concat(batch.map(({ record }) => record)));
      await sync(this.file);
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }
}
