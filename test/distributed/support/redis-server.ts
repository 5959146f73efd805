import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { RedisPlace } from 'nestjs-openim-callback/bullmq';
import type { EngineServer } from './engine-server.js';
import { freePort } from './free-ports.js';

/** A Redis of its own, on a free port and with a folder of its own. */
export class RedisServer implements EngineServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly settings: readonly string[],
  ) {}

  /** Starts one; it syncs every write to the disk unless the settings say otherwise. */
  static async start(...settings: string[]): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-'));
    const server = new RedisServer(await freePort(), folder, settings);
    await server.begin();
    return server;
  }

  get place(): RedisPlace {
    return { connection: { port: this.port } };
  }

  async begin(): Promise<void> {
    const { port, folder, settings } = this;
    const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    const durable = ['--appendonly', 'yes', '--appendfsync', 'always', '--maxmemory-policy', 'noeviction'];
    this.process = spawn('redis-server', [...options, ...durable, ...settings], { stdio: 'ignore' });
    await this.answers();
  }

  async kill(): Promise<void> {
    const { process } = this;
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, 'exit');
    process.kill('SIGKILL');
    await exited;
  }

  /** Changes a setting while it runs. */
  async configure(name: string, value: string): Promise<void> {
    const client = new Redis({ port: this.port });
    await client.config('SET', name, value);
    client.disconnect();
  }

  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  thaw(): void {
    this.process?.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true });
  }

  private async answers(): Promise<void> {
    for (let attempt = 0; attempt < 600; attempt++) {
      if (await ping(this.port)) return;
      await sleep(50);
    }
    throw new Error(`redis-server does not answer on port ${this.port}`);
  }
}

/** Whether a Redis is there and has read what it has stored. */
const ping = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.once('data', (data) => {
      resolve(/^[+]PONG|^-NOAUTH/.test(data.toString()));
      socket.destroy();
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
