import { chmodSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';
import { endWithBench } from '../lib/child.js';
import { PostgresServer } from '../../test/distributed/support/postgres-server.js';
import { RedisServer } from '../../test/distributed/support/redis-server.js';

/** @import { Redis } from 'ioredis' */

/**
 * Starts a Redis, uses it, ends it.
 *
 * @template T
 * @param {string} folder
 * @param {(redis: RedisServer) => Promise<T>} use
 * @param {readonly string[]} [settings] beyond those that make it durable
 * @returns {Promise<T>}
 */
export const withRedis = async (folder, use, settings = []) =>
  used(await RedisServer.startIn(folder, ...settings), use);

/**
 * Starts a PostgreSQL with an empty database and its defaults, which sync each commit, uses it, ends it.
 *
 * @template T
 * @param {string} folder
 * @param {(postgres: PostgresServer) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withPostgres(folder, use) {
  // Its user must reach the folder.
  if (process.getuid?.() === 0) chmodSync(dirname(folder), 0o711);
  return used(await PostgresServer.startIn(folder), use);
}

/**
 * @template {{ kill(): Promise<void> }} S
 * @template T
 * @param {S} server
 * @param {(server: S) => Promise<T>} use
 * @returns {Promise<T>}
 */
async function used(server, use) {
  const release = endWithBench({ end: () => server.kill() });
  try {
    return await use(server);
  } finally {
    await server.kill();
    release();
  }
}

/**
 * What INFO says, by name.
 *
 * @param {Redis} client
 * @param {string} section
 */
export async function redisInfo(client, section) {
  const lines = (await client.info(section)).split(/\r?\n/);
  return new Map(lines.map((line) => /** @type {[string, string]} */ (line.split(':', 2))));
}

/**
 * The time Redis has taken so far, in microseconds.
 *
 * @param {Redis} client
 */
export async function redisCpu(client) {
  const info = await redisInfo(client, 'cpu');
  return (Number(info.get('used_cpu_user')) + Number(info.get('used_cpu_sys'))) * 1e6;
}
