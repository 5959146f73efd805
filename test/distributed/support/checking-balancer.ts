import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../processes/driver/wait-until.js';
import { freePort } from './free-port.js';

/** An HAProxy in front of replicas: it asks each whether it is ready, and gives it no callbacks when it is not. */
export class CheckingBalancer {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(ports: readonly number[]): Promise<CheckingBalancer> {
    const folder = await mkdtemp(join(tmpdir(), 'haproxy-'));
    const port = await freePort();
    const config = join(folder, 'haproxy.cfg');
    await writeFile(config, configOf(port, ports));
    const child = spawn('haproxy', ['-db', '-f', config], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}/cb`;
    await waitUntil('HAProxy listens', () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
    return new CheckingBalancer(url, folder, child);
  }

  /** Resolves when it gives callbacks to all of them: until its next check a replica that has just begun is down. */
  async knowsAll(): Promise<void> {
    await waitUntil('HAProxy knows all replicas', async () => (await fetch(new URL('/all', this.url))).ok);
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await exited;
    await rm(this.folder, { recursive: true });
  }
}

/** By default HAProxy repeats on another server only what it could not connect for: nothing is given to two replicas. */
const configOf = (port: number, ports: readonly number[]): string => `
global
  maxconn 512
defaults
  mode http
  timeout connect 1s
  timeout client 1h
  timeout http-keep-alive 1h
  timeout server 20s
  timeout check 5s
  option redispatch
frontend callbacks
  bind 127.0.0.1:${port}
  monitor-uri /all
  monitor fail if { nbsrv(replicas) lt ${ports.length} }
  default_backend replicas
backend replicas
  option httpchk GET /ready
  default-server check inter 200ms fall 1 rise 1
${ports.map((each, index) => `  server replica${index} 127.0.0.1:${each}`).join('\n')}
`;
