import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from '../../processes/driver/wait-until.js';
import { freePort } from './free-port.js';

/** An nginx in front of replicas, as an operator sets it up. */
export class Balancer {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly process: ChildProcess,
  ) {}

  static async start(ports: readonly number[]): Promise<Balancer> {
    const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
    const port = await freePort();
    await writeFile(join(folder, 'nginx.conf'), configOf(port, ports, folder));
    const child = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}/cb`;
    await waitUntil('nginx listens', () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    );
    return new Balancer(url, folder, child);
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await exited;
    await rm(this.folder, { recursive: true });
  }
}

/**
 * A callback is not given to another replica once one has it: that one may have stored it. For the same reason there
 * are no kept connections: one that a replica closes as it ends, while a callback is on its way, could only fail.
 */
const configOf = (port: number, ports: readonly number[], folder: string): string => `
daemon off;
user root;
worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 512; }
http {
  access_log off;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  client_max_body_size 16m;
  upstream replicas {
${ports.map((each) => `    server 127.0.0.1:${each} max_fails=1 fail_timeout=1s;`).join('\n')}
  }
  server {
    listen 127.0.0.1:${port};
    keepalive_timeout 3600s;
    location / {
      proxy_pass http://replicas;
      proxy_http_version 1.1;
      proxy_connect_timeout 1s;
      proxy_next_upstream error timeout;
    }
  }
}
`;
