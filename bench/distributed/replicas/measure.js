import { Redis } from 'ioredis';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Child, withChild } from '../../lib/child.js';
import { redisCpu, withRedis } from '../servers.js';

/** @import { BenchContext } from '../../lib/context.js' */
/** @import { ReplicasLoadReport } from './load.js' */

/**
 * @typedef {object} ReplicasSample
 * @property {number} acknowledgedPerSecond while it was sent
 * @property {number} p50 milliseconds from the request to its answer
 * @property {number} p99
 * @property {number} perSecond callbacks through everything: from the first request until the last listener was called
 * @property {number} replicaMicroseconds of all replicas together, for each callback
 * @property {number} redisMicroseconds
 */

/** @typedef {Record<number, ReplicasSample[]>} ReplicasSamples by number of replicas, one per round */

const REPLICAS = [1, 2, 4];
const CONNECTIONS = 64;
const WARM_UP = 1;
const STEP = 10;
const PATIENCE = 60_000;
const here = (/** @type {string} */ name) => new URL(name, import.meta.url);

/**
 * Measures apps that share a Redis, in turns.
 *
 * @param {BenchContext} context
 * @param {number} rounds
 */
export async function measureReplicas(context, rounds) {
  /** @type {ReplicasSamples} */
  const samples = {};
  for (let round = 1; round <= rounds; round++) {
    for (const count of REPLICAS) {
      context.progress(`replicas: round ${round}/${rounds}, ${count}`);
      (samples[count] ??= []).push(await measureOne(context, count));
    }
  }
  return samples;
}

/**
 * @param {BenchContext} context
 * @param {number} count
 * @returns {Promise<ReplicasSample>}
 */
function measureOne({ data, seconds }, count) {
  return data.with((folder) =>
    withRedis(folder, (redis) =>
      withChild(here('load.js'), {}, async (load) => {
        const replicas = Array.from({ length: count }, () => new Child(here('replica.js')));
        const client = new Redis({ port: redis.port });
        try {
          const ports = await Promise.all(replicas.map((each) => each.ask('start', { redis: redis.port })));
          const opened = await load.ask('open', { ports });
          const warmUp = await load.ask('run', { connections: CONNECTIONS, seconds: WARM_UP });
          const before = opened + warmUp.answered;
          await untilHandled(replicas, before);
          return await measureLoad({ load, replicas, client, before, seconds });
        } finally {
          client.disconnect();
          await Promise.all(replicas.map((each) => each.end()));
        }
      }),
    ),
  );
}

/**
 * @param {{ load: Child, replicas: readonly Child[], client: Redis, before: number, seconds: number }} parts
 * @returns {Promise<ReplicasSample>}
 */
async function measureLoad({ load, replicas, client, before, seconds }) {
  const cpuBefore = await total(replicas, 'cpu');
  const redisBefore = await redisCpu(client);
  const start = performance.now();
  /** @type {ReplicasLoadReport} */
  const { answered, p50, p99 } = await load.ask('run', { connections: CONNECTIONS, seconds });
  await untilHandled(replicas, before + answered);
  const taken = (performance.now() - start) / 1000;
  return {
    acknowledgedPerSecond: answered / seconds,
    p50,
    p99,
    perSecond: answered / taken,
    replicaMicroseconds: ((await total(replicas, 'cpu')) - cpuBefore) / answered,
    redisMicroseconds: ((await redisCpu(client)) - redisBefore) / answered,
  };
}

/**
 * @param {readonly Child[]} replicas
 * @param {number} wanted
 */
async function untilHandled(replicas, wanted) {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const handled = await total(replicas, 'handled');
    if (handled >= wanted) return;
    if (performance.now() > end) throw new Error(`${wanted} answered, but only ${handled} handled`);
    await sleep(STEP);
  }
}

/**
 * @param {readonly Child[]} replicas
 * @param {'handled' | 'cpu'} what
 * @returns {Promise<number>}
 */
async function total(replicas, what) {
  const each = await Promise.all(replicas.map((replica) => replica.ask(what)));
  return each.reduce((sum, value) => sum + value, 0);
}
