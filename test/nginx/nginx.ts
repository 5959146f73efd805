import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../distributed/support/free-ports.js';

/** An nginx that runs in front of something. */
export interface Nginx {
  /** Where it listens, without a path. */
  readonly origin: string;
  /** Stops it and removes its files. */
  stop(): Promise<void>;
}

/** Longer than nginx takes to start, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Starts nginx (Debian: nginx-light) on a free port of 127.0.0.1, in a folder of its own and without any rights.
 *
 * @param server what its `server` block says beside `listen`
 */
export async function startNginx(server: string): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'));
  const port = await freePort();
  await mkdir(join(folder, 'temp'));
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder, port, server));
  const nginx = spawn('nginx', ['-p', folder, '-c', file, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = collect(nginx);
  const stop = async (): Promise<void> => {
    if (nginx.exitCode === null && nginx.pid !== undefined) {
      nginx.kill('SIGKILL');
      await once(nginx, 'close');
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(nginx, port, said);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin: `http://127.0.0.1:${port}`, stop };
}

/** One process, so that killing it leaves none behind. */
const configuration = (folder: string, port: number, server: string): string => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 64; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temp/${name};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    ${server}
  }
}
`;

async function listening(nginx: ChildProcess, port: number, said: () => string): Promise<void> {
  let failed: Error | undefined;
  nginx.once('error', (error) => (failed = error));
  for (const end = performance.now() + PATIENCE; performance.now() < end; await setTimeout(10)) {
    if (failed) throw new Error('there is no nginx: apt-get install -y nginx-light', { cause: failed });
    if (nginx.exitCode !== null) throw new Error(`nginx did not start: ${said()}`);
    if (await accepts(port)) return;
  }
  throw new Error(`nginx does not listen: ${said()}`);
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

function collect({ stderr }: ChildProcess): () => string {
  let text = '';
  stderr?.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  return () => text;
}
