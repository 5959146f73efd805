import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { AsyncQueue } from '../../libs/openim-sender/dist/index.js';
import { READ_COMMAND, readBytes } from '../lib/callbacks.js';
import { serve } from '../lib/child.js';
import { Connection, postBytes } from '../lib/connection.js';
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
 * @property {number} busy part of one core's time that the sender took
 */

/** Milliseconds between the steps in which a burst that takes time arrives. */
const STEP = 10;

/**
 * One OpenIM process: 2 workers, 100 slots, 3 s of patience. Each event is pushed from a user's request. Only the queue
 * is the model's: what it sends goes over plain sockets, since a sender in JavaScript that does all that OpenIM's does
 * takes ten times what one in Go takes, and would be what is measured.
 *
 * @param {{ port: number, first: number, events: number, over: number }} options `over`: seconds it arrives in
 * @returns {Promise<BurstReport>}
 */
async function burst({ port, first, events, over }) {
  const queue = new AsyncQueue();
  /** @type {Connection[]} as many as events are sent at a time */
  const idle = [];
  const send = async (/** @type {number} */ number) => {
    const connection = idle.pop() ?? new Connection(port);
    await connection.request(postBytes(READ_COMMAND, readBytes(number)));
    idle.push(connection);
  };
  /** @type {number[]} */
  const held = [];
  const push = async (/** @type {number} */ number) => {
    const start = performance.now();
    await queue.push(() => send(number));
    held.push(performance.now() - start);
  };

  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let pushed = 0; pushed < events;) {
    const passed = (performance.now() - start) / 1000;
    const due = over === 0 ? events : Math.min(events, Math.ceil((events * passed) / over));
    while (pushed < due) void push(first + pushed++);
    if (pushed < events) await sleep(STEP);
  }
  await queue.whenIdle();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  for (const connection of idle) connection.end();

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
    busy: (user + system) / 1e6 / seconds,
  };
}

serve({ burst });
