import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../lib/child.js';
import { everythingHandled } from '../load/everything-handled.js';

/** @import { BenchContext } from '../lib/context.js' */
/** @import { Child } from '../lib/child.js' */

/** @typedef {{ perSecond: number, cpuMicroseconds: number }} Cost of a receiver; the second for each callback */
/** @typedef {{ rung: string, server: Child, load: Child }} Receiver */

export const WORKLOAD = 'read';

/** Turns that a sample is divided into. */
const TURNS = 8;

/** Seconds: before the first measurement, and after the connections have changed. */
const WARM_UP = 1;
const SETTLE = 0.05;

const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * One round of two receivers that run side by side, each in a new process, and are asked in short turns, A B B A: what
 * the machine does meanwhile takes seconds and hits both alike. A few percent cannot be seen otherwise.
 *
 * @param {BenchContext} context
 * @param {readonly string[]} rungs
 * @param {readonly number[]} connections
 * @returns {Promise<Record<number, Cost[]>>} by connections, in the order of the rungs
 * @throws {Error} when one answers wrongly, or its listener was not called for each callback
 */
export function measurePair(context, rungs, connections) {
  return withReceivers(context, rungs, async (receivers) => {
    /** @type {Record<number, Cost[]>} */
    const costs = {};
    for (const count of connections) {
      for (const { load } of receivers) {
        await load.ask('start', { connections: count });
        await sleep(1000 * WARM_UP);
        await load.ask('stop');
      }
      /** @type {Map<Receiver, Cost[]>} */
      const turns = new Map(receivers.map((receiver) => [receiver, []]));
      for (let turn = 0; turn < TURNS; turn++) {
        for (const receiver of turn % 2 === 0 ? receivers : receivers.toReversed())
          turns.get(receiver)?.push(await measureTurn(receiver, count, context.seconds / TURNS));
      }
      costs[count] = receivers.map((receiver) => meanOf(turns.get(receiver) ?? []));
    }
    for (const { server, load } of receivers) await everythingHandled(server, load);
    return costs;
  });
}

/**
 * @param {Receiver} receiver
 * @param {number} connections
 * @param {number} seconds
 * @returns {Promise<Cost>}
 */
async function measureTurn({ server, load }, connections, seconds) {
  await load.ask('start', { connections });
  await sleep(1000 * SETTLE);
  await Promise.all([server.ask('watch'), load.ask('watch')]);
  await sleep(1000 * seconds);
  const [busy, { perSecond }] = await Promise.all([server.ask('busy'), load.ask('report')]);
  await load.ask('stop');
  return { perSecond, cpuMicroseconds: (busy * 1e6) / perSecond };
}

/**
 * @template T
 * @param {BenchContext} context
 * @param {readonly string[]} rungs
 * @param {(receivers: Receiver[]) => Promise<T>} use
 * @param {Receiver[]} [started]
 * @returns {Promise<T>}
 */
function withReceivers(context, [rung, ...others], use, started = []) {
  if (rung === undefined) return use(started);
  const { data, cpus } = context;
  return data.with((folder) =>
    withChild(here('../rungs/server.js'), { cpus: cpus.server }, (server) =>
      withChild(here('../load/process.js'), { cpus: cpus.load }, async (load) => {
        const port = await server.ask('start', { rung, workload: WORKLOAD, folder });
        await load.ask('open', { port, workload: WORKLOAD });
        return withReceivers(context, others, use, [...started, { rung, server, load }]);
      }),
    ),
  );
}

/**
 * @param {readonly Cost[]} turns as long as each other
 * @returns {Cost}
 */
function meanOf(turns) {
  const mean = (/** @type {(turn: Cost) => number} */ of) =>
    turns.reduce((sum, turn) => sum + of(turn), 0) / turns.length;
  const perSecond = mean((turn) => turn.perSecond);
  const cpu = mean((turn) => turn.cpuMicroseconds * turn.perSecond);
  return { perSecond, cpuMicroseconds: cpu / perSecond };
}
