// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from './free-ports.js';

/** What makes Redis as durable as SQLite: what it has answered is on the disk. */
const DURABLE = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];

/** The installed version, or undefined when there is none. */
export function redisVersion() {
  const { stdout } = spawnSync('redis-server', ['--version'], { encoding: 'utf8' });
  return /v=(\S+)/.exec(stdout ?? '')?.[1];
}

/** A Redis of its own, on a free port and with a folder of its own. */
export class RedisServer {
  #folder;
  #settings;
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #process;

  /**
   * @private
   * @param {number} port
   * @param {string} folder
   * @param {readonly string[]} settings
   */
  constructor(port, folder, settings) {
    this.port = port;
    this.#folder = folder;
    this.#settings = settings;
  }

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
    const server = new RedisServer(await freePort(), folder, settings);
    await server.begin();
    return server;
  }

  /** Where it is, for the inbox. */
  get place() {
    return { connection: { port: this.port } };
  }

  /** Starts it again, on what it has stored. */
  async begin() {
    const place = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.#folder, '--save', ''];
    this.#process = spawn('redis-server', [...place, ...DURABLE, ...this.#settings], { stdio: 'ignore' });
    await this.#answers();
  }

  /** Ends it as a crash does. */
  async kill() {
    const process = this.#process;
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, 'exit');
    process.kill('SIGKILL');
    await exited;
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

  /** Holds it up: it takes connections and answers nothing. */
  freeze() {
    this.#process?.kill('SIGSTOP');
  }

  /** Lets it go on. */
  thaw() {
    this.#process?.kill('SIGCONT');
  }

  /** Ends it and removes what it has stored. */
  async stop() {
    await this.kill();
    await rm(this.#folder, { recursive: true });
  }

  async #answers() {
    for (let attempt = 0; attempt < 600; attempt++) {
      if (await ping(this.port)) return;
      await sleep(50);
    }
    await this.kill();
    throw new Error(`redis-server does not answer on port ${this.port}`);
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
