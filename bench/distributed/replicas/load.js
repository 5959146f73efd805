import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '../../lib/child.js';
import { quantile, sorted } from '../../lib/stats.js';
import { Load } from '../../load/load.js';

/**
 * @typedef {object} ReplicasLoadReport
 * @property {number} answered callbacks
 * @property {number} p50 milliseconds
 * @property {number} p99
 */

/** @type {Load[]} */
let loads = [];

serve({
  /** @param {{ ports: number[] }} task */
  async open({ ports }) {
    loads = await Promise.all(ports.map((port) => Load.verified(port, 'read')));
    return loads.length;
  },
  /**
   * Sends read callbacks to all replicas alike.
   *
   * @param {{ connections: number, seconds: number }} task
   * @returns {Promise<ReplicasLoadReport>}
   */
  async run({ connections, seconds }) {
    const before = loads.reduce((sum, { answered }) => sum + answered, 0);
    for (const load of loads) load.start(connections / loads.length);
    await sleep(seconds * 1000);
    await Promise.all(loads.map((load) => load.stop()));
    const wrong = loads.reduce((sum, load) => sum + load.wrong, 0);
    if (wrong > 0) throw new Error(`${wrong} wrong answers`);
    const latencies = sorted(loads.flatMap((load) => load.latencies));
    const answered = loads.reduce((sum, load) => sum + load.answered, 0) - before;
    return { answered, p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  },
});
