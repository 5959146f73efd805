import { setTimeout as sleep } from 'node:timers/promises';
import { withChild } from '../../lib/child.js';
import { withRedis } from '../servers.js';

/** @import { Child } from '../../lib/child.js' */
/** @import { BenchContext } from '../../lib/context.js' */

/**
 * @typedef {object} GroupSample
 * @property {number} perSecond deliveries
 * @property {number} outOfOrder events delivered after a later one of their key
 * @property {number} cpuMicroseconds of the worker, for each delivery
 *
 * @typedef {object} TakeOver
 * @property {readonly number[]} delivered what the second worker got of the key whose first event a killed one had
 * @property {number} of how many were left
 *
 * @typedef {object} GroupSamples
 * @property {Record<string, Record<string, GroupSample[]>>} deliveries by what happens and contender, one per round
 * @property {Record<string, TakeOver>} takeOvers by contender
 */

const CONTENDERS = ['bullmqInbox', 'groupmq'];
const KEYS = 1000;
const EVENTS = 5000;
const FAILING = 'key-0';

/** Events of the one key when a worker is killed. */
const FEW = 5;
const PATIENCE = 10_000;

/** They vary little. */
const MOST_ROUNDS = 2;
const STEP = 100;

const WORKER = new URL('worker.js', import.meta.url);

const SITUATIONS = [
  { title: 'nothing fails', failing: undefined, count: EVENTS },
  {
    title: "one key's first event fails and is tried again each second",
    failing: FAILING,
    count: EVENTS - EVENTS / KEYS,
  },
];

/**
 * Measures queues that keep the order of each key, in turns.
 *
 * @param {BenchContext} context
 */
export async function measureGroups(context) {
  const rounds = Math.min(MOST_ROUNDS, context.rounds);
  /** @type {GroupSamples} */
  const samples = { deliveries: {}, takeOvers: {} };
  for (let round = 1; round <= rounds; round++) {
    for (const { title, failing, count } of SITUATIONS) {
      for (const contender of CONTENDERS) {
        context.progress(`order per key: round ${round}/${rounds}, ${contender}, ${title}`);
        const sample = await withFilled(context, contender, EVENTS, KEYS, async (worker, port) => {
          await worker.ask('deliver', { contender, port, failing });
          return worker.ask('wait', { count });
        });
        ((samples.deliveries[title] ??= {})[contender] ??= []).push(sample);
      }
    }
  }
  for (const contender of CONTENDERS) {
    context.progress(`order per key: ${contender}, a worker is killed`);
    samples.takeOvers[contender] = await withFilled(context, contender, FEW, 1, (first, port) =>
      takeOver(first, contender, port),
    );
  }
  return samples;
}

/**
 * A worker is killed in the middle of the first event; what does another one get?
 *
 * @param {Child} first
 * @param {string} contender
 * @param {number} port
 * @returns {Promise<TakeOver>}
 */
async function takeOver(first, contender, port) {
  await first.ask('deliver', { contender, port, stuck: 0 });
  while ((await first.ask('calls')).length === 0) await sleep(STEP);
  await first.end();
  return withChild(WORKER, {}, async (second) => {
    await second.ask('deliver', { contender, port });
    /** @type {{ number: number }[]} */
    let calls = [];
    for (let waited = 0; calls.length < FEW && waited < PATIENCE; waited += STEP) {
      await sleep(STEP);
      calls = await second.ask('calls');
    }
    return { delivered: calls.map(({ number }) => number), of: FEW };
  });
}

/**
 * @template T
 * @param {BenchContext} context
 * @param {string} contender
 * @param {number} events
 * @param {number} keys
 * @param {(worker: Child, port: number) => Promise<T>} use
 * @returns {Promise<T>}
 */
function withFilled({ data }, contender, events, keys, use) {
  return data.with((folder) =>
    withRedis(folder, ({ port }) =>
      withChild(WORKER, {}, async (worker) => {
        await worker.ask('fill', { contender, port, events, keys });
        return use(worker, port);
      }),
    ),
  );
}
