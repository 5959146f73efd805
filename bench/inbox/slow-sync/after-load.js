import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { READ_COMMAND, readBytes } from '../../lib/callbacks.js';
import { serve } from '../../lib/child.js';
import { Connection, postBytes } from '../../lib/connection.js';

let number = 0;
let answered = 0;
let since = 0;

/**
 * Sends the next callback when the last was answered, and no sooner than the interval after it.
 *
 * @param {Connection} connection
 * @param {number} interval milliseconds
 */
async function send(connection, interval) {
  for (let due = performance.now(); ; due += interval) {
    await connection.request(postBytes(READ_COMMAND, readBytes(number++)));
    answered++;
    const early = due + interval - performance.now();
    if (early > 0) await sleep(early);
    else due -= early;
  }
}

serve({
  /** @param {{ port: number, connections: number, perSecond: number | undefined }} options */
  start({ port, connections, perSecond }) {
    const interval = perSecond === undefined ? 0 : (connections * 1000) / perSecond;
    for (let index = 0; index < connections; index++) void send(new Connection(port), interval);
  },
  watch() {
    answered = 0;
    since = performance.now();
  },
  report: () => ({ perSecond: (answered * 1000) / (performance.now() - since) }),
});
