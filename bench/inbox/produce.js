import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises';
import { acceptedEvent } from '../lib/callbacks.js';
import { quantile, sorted } from '../lib/stats.js';

/** @import { Contender } from './contenders/contenders.js' */

/**
 * @typedef {object} ProducersTask
 * @property {number} producers
 * @property {number} warmUp seconds
 * @property {number} seconds
 *
 * @typedef {object} AppendSample
 * @property {number} perSecond acknowledged events
 * @property {number} p50 milliseconds from append to acknowledgement
 * @property {number} p99
 * @property {number} deliveredPerSecond
 * @property {number} eventsPerTransaction NaN where there are none
 * @property {number} cpuMicroseconds of all threads, for each acknowledged event
 * @property {number} serverMicroseconds of the contender's server, if it has one
 */

const none = () => Promise.resolve(0);
const unknown = () => Number.NaN;

/**
 * Has each producer append the next event when the last was acknowledged.
 *
 * @param {Contender} contender
 * @param {ProducersTask} task
 * @returns {Promise<AppendSample>}
 */
export async function produce(
  { append, delivered, transactions = unknown, serverCpu = none },
  { producers, warmUp, seconds },
) {
  /** @type {number[]} */
  let latencies = [];
  let running = true;
  let number = 0;

  const appendAll = async () => {
    while (running) {
      const event = acceptedEvent(number++);
      const start = performance.now();
      const pending = append(event);
      if (pending instanceof Promise) {
        // What refuses an event makes the sample worthless; the rejection ends the run.
        await pending;
        latencies.push(performance.now() - start);
      } else {
        latencies.push(performance.now() - start);
        // Acknowledged on the spot: in life the next one would come with a later turn of the event loop.
        await turn();
      }
    }
  };

  const producing = Promise.all(Array.from({ length: producers }, appendAll));
  const measuring = async () => {
    await sleep(warmUp * 1000);
    const serverBefore = await serverCpu();
    latencies = [];
    const deliveredBefore = delivered();
    const transactionsBefore = transactions();
    const cpuBefore = process.cpuUsage();
    const start = performance.now();
    await sleep(seconds * 1000);
    running = false;
    const written = transactions() - transactionsBefore;
    const taken = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    const ordered = sorted(latencies);
    const serverTaken = (await serverCpu()) - serverBefore;
    return {
      perSecond: ordered.length / taken,
      p50: quantile(ordered, 0.5),
      p99: quantile(ordered, 0.99),
      deliveredPerSecond: (delivered() - deliveredBefore) / taken,
      eventsPerTransaction: ordered.length / written,
      cpuMicroseconds: (user + system) / ordered.length,
      serverMicroseconds: serverTaken / ordered.length,
    };
  };
  const [sample] = await Promise.all([measuring(), producing]);
  return sample;
}
