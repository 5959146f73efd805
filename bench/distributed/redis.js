import { spawn, spawnSync } from 'node:child_process';
import { Redis } from 'ioredis';
import { endWithBench } from '../lib/child.js';
import { freePort } from './free-port.js';

/** What makes Redis as durable as SQLite: what it has answered is on the disk. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

/** Milliseconds between attempts to connect. */
const STEP = 20;

/** The installed version, or undefined when there is none. */
export function redisVersion() {
  const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return /v=(\S+)/.exec(stdout ?? '')?.[1];
}

/** A Redis of its own, on a free port and with its files in a folder. */
export class RedisServer {
  /**
   * @param {number} port
   * @param {string} folder
   * @param {readonly string[]} settings
   */
  constructor(port, folder, settings) {
    const where = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    this.port = port;
    this.process = spawn('redis-server', [...where, ...DURABLE, ...settings], { stdio: 'ignore' });
    /** @type {Promise<void>} */
    this.exited = new Promise((resolve) => this.process.once('exit', () => resolve()));
    endWithBench(this);
  }

  async end() {
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

/**
 * Starts a Redis, uses it, ends it.
 *
 * @template T
 * @param {string} folder
 * @param {(redis: RedisServer) => Promise<T>} use
 * @param {readonly string[]} [settings] beyond those that make it durable
 * @returns {Promise<T>}
 */
export async function withRedis(folder, use, settings = []) {
  const redis = new RedisServer(await freePort(), folder, settings);
  try {
    await untilReady(redis);
    return await use(redis);
  } finally {
    await redis.end();
  }
}

/**
 * Waits until it has read what it has stored: ioredis asks INFO before it sends anything, and waits while Redis loads.
 *
 * @param {RedisServer} redis
 */
async function untilReady({ port, exited }) {
  const client = new Redis({ port, maxRetriesPerRequest: null, retryStrategy: () => STEP });
  client.on('error', () => undefined);
  const ended = exited.then(() => {
    throw new Error('redis-server ended before it was ready');
  });
  try {
    await Promise.race([client.ping(), ended]);
  } finally {
    client.disconnect();
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
