import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { AsyncQueue, OpenImSender } from '../../libs/openim-sender/dist/index.js';
import { READ_COMMAND, readBody } from '../lib/callbacks.js';
import { serve } from '../lib/child.js';
import { quantile, sorted } from '../lib/stats.js';

/**
 * @typedef {object} BurstReport
 * @property {number} dropped no slot within 3 s
 * @property {number} failed sent and not answered
 * @property {number} heldSeconds time by which users' requests were held up, all together
 * @property {number} heldP50 milliseconds that one request was held up
 * @property {number} heldP99
 * @property {number} heldMax
 * @property {number} seconds until the sender had nothing left
 */

/** Milliseconds between the steps in which a burst that takes time arrives. */
const STEP = 10;

/**
 * One OpenIM process: 2 workers, 100 slots, 3 s of patience. Each event is pushed from a user's request.
 *
 * @param {{ port: number, first: number, events: number, over: number }} options `over`: seconds it arrives in
 * @returns {Promise<BurstReport>}
 */
async function burst({ port, first, events, over }) {
  const sender = new OpenImSender({ url: `http://127.0.0.1:${port}/callbackExample` });
  const queue = new AsyncQueue();
  /** @type {number[]} */
  const held = [];
  const push = async (/** @type {number} */ number) => {
    const start = performance.now();
    await queue.push(async () => (await sender.send(READ_COMMAND, readBody(number))).status !== null);
    held.push(performance.now() - start);
  };

  const start = performance.now();
  for (let pushed = 0; pushed < events;) {
    const passed = (performance.now() - start) / 1000;
    const due = over === 0 ? events : Math.min(events, Math.ceil((events * passed) / over));
    while (pushed < due) void push(first + pushed++);
    if (pushed < events) await sleep(STEP);
  }
  await queue.whenIdle();
  const seconds = (performance.now() - start) / 1000;
  await sender.close();

  const ordered = sorted(held);
  const { dropped, failed, heldMilliseconds } = queue.stats;
  return {
    dropped,
    failed,
    heldSeconds: heldMilliseconds / 1000,
    heldP50: quantile(ordered, 0.5),
    heldP99: quantile(ordered, 0.99),
    heldMax: ordered.at(-1) ?? 0,
    seconds,
  };
}

serve({ burst });
