import { readdirSync, statSync } from 'node:fs';
import { Redis } from 'ioredis';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { withChild } from '../../lib/child.js';
import { redisInfo, withRedis } from '../servers.js';

/** @import { BenchContext } from '../../lib/context.js' */

/**
 * @typedef {object} Memory bytes
 * @property {number} used used_memory
 * @property {number} dataset used_memory_dataset
 *
 * @typedef {object} MemorySample
 * @property {string} kind
 * @property {number} count of pending events
 * @property {boolean} compact whether Redis keeps them so
 * @property {Memory} empty
 * @property {Memory} remembered while the ids of all of them are remembered
 * @property {Memory} forgotten after `confirmWindow`
 * @property {number} aofBytes as written
 * @property {number} loadSeconds until Redis answers after a restart
 * @property {number} firstMilliseconds until the first of them is delivered by an app that starts
 * @property {number} deliveredPerSecond of the first ones, by that app
 */

/** Small hashes in one piece, also those with a value longer than Redis' default of 64 bytes. */
const COMPACT = ['--hash-max-listpack-value', '4096'];

const PLAN = [
  { kind: 'read', count: 100_000, compact: false },
  { kind: 'message', count: 100_000, compact: false },
  { kind: 'read', count: 100_000, compact: true },
  { kind: 'message', count: 100_000, compact: true },
  { kind: 'read', count: 1_000_000, compact: false },
];
/** Events that are delivered of a backlog. */
const DELIVERED = 3000;
/** Events stored with one request of the child. */
const CHUNK = 50_000;
/** Milliseconds: as long as it takes to fill and look. */
const REMEMBER = 3_600_000;

/** Written as it comes: a rewrite at some point would make figures that depend on when it came. */
const SETTINGS = ['--appendfsync', 'everysec', '--auto-aof-rewrite-percentage', '0'];

/** @param {BenchContext} context */
export async function measureMemory(context) {
  /** @type {MemorySample[]} */
  const samples = [];
  for (const plan of PLAN) samples.push(await measureOne(context, plan));
  return samples;
}

/**
 * @param {BenchContext} context
 * @param {{ kind: string, count: number, compact: boolean }} plan
 * @returns {Promise<MemorySample>}
 */
function measureOne({ data, progress }, { kind, count, compact }) {
  const settings = compact ? COMPACT : [];
  const what = `${count.toLocaleString('en-US')} pending events, ${kind}`;
  return data.with(async (folder) => {
    const worker = new URL('worker.js', import.meta.url);
    const memory = await withRedis(
      folder,
      ({ port }) =>
        withChild(worker, {}, async (child) => {
          const client = new Redis({ port });
          // The queues as they are without events.
          await child.ask('fill', { port, kind, count: 0, remember: REMEMBER });
          const empty = await memoryOf(client);
          for (let filled = 0; filled < count; filled += CHUNK) {
            progress(`memory: ${what}: ${filled.toLocaleString('en-US')} stored`);
            await child.ask('fill', { port, kind, count: CHUNK, remember: REMEMBER });
          }
          const remembered = await memoryOf(client);
          await forgetIds(client);
          const forgotten = await memoryOf(client);
          client.disconnect();
          return { empty, remembered, forgotten };
        }),
      [...SETTINGS, ...settings],
    );
    const aofBytes = sizeOf(join(folder, 'appendonlydir'));
    progress(`memory: ${what}: Redis starts again`);
    const before = performance.now();
    return withRedis(
      folder,
      async ({ port }) => {
        const loadSeconds = (performance.now() - before) / 1000;
        progress(`memory: ${what}: an app starts`);
        const { firstMilliseconds, perSecond } = await withChild(worker, {}, (child) =>
          child.ask('deliver', { port, count: DELIVERED }),
        );
        return {
          kind,
          count,
          compact,
          ...memory,
          aofBytes,
          loadSeconds,
          firstMilliseconds,
          deliveredPerSecond: perSecond,
        };
      },
      settings,
    );
  });
}

/**
 * @param {Redis} client
 * @returns {Promise<Memory>}
 */
async function memoryOf(client) {
  const info = await redisInfo(client, 'memory');
  return { used: Number(info.get('used_memory')), dataset: Number(info.get('used_memory_dataset')) };
}

/**
 * What time does after `confirmWindow`.
 *
 * @param {Redis} client
 */
async function forgetIds(client) {
  for await (const keys of client.scanStream({ match: '*:de:*', count: 10_000 })) {
    if (keys.length > 0) await client.del(...keys);
  }
}

/**
 * @param {string} folder
 * @returns {number}
 */
const sizeOf = (folder) =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
