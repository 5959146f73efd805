// @ts-check
import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-ports.js';
import { ServerProcess } from './server-process.js';

/** What makes Redis as durable as SQLite: what it has answered is on the disk. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

/** The installed version, or undefined when there is none. */
export function redisVersion() {
  const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return /v=(\S+)/.exec(stdout ?? '')?.[1];
}

/** A Redis of its own, on a free port and with a folder of its own. */
export class RedisServer extends ServerProcess {
  /**
   * Starts one; it syncs every write to the disk unless the settings say otherwise.
   *
   * @param {...string} settings
   */
  static async start(...settings) {
    return RedisServer.startIn(await mkdtemp(join(tmpdir(), 'redis-')), ...settings);
  }

  /**
   * Starts one that keeps its files in a folder.
   *
   * @param {string} folder
   * @param {...string} settings
   */
  static async startIn(folder, ...settings) {
    const port = await freePort();
    const place = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    const server = new RedisServer(port, folder, {
      program: 'redis-server',
      args: [...place, ...DURABLE, ...settings],
      answers: () => ping(port),
      crash: 'SIGKILL',
    });
    await server.begin();
    return server;
  }

  /** Where it is, for the inbox. */
  get place() {
    return { connection: { port: this.port } };
  }

  /**
   * Changes a setting while it runs.
   *
   * @param {string} name
   * @param {string} value
   */
  async configure(name, value) {
    const client = new Redis({ port: this.port });
    await client.config('SET', name, value);
    client.disconnect();
  }
}

/**
 * Whether a Redis is there and has read what it has stored.
 *
 * @param {number} port
 * @returns {Promise<boolean>}
 */
const ping = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(/^[+]PONG|^-NOAUTH/.test(data.toString()));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
