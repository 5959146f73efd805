import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../../support/until.js';
import { freePort } from './free-ports.js';

/** A program that passes callbacks on to replicas. */
export interface ProxyProgram {
  readonly program: string;
  readonly args: (folder: string) => readonly string[];
  /** What is in its file `proxy.conf`; the folder is for whatever else it writes. */
  readonly config: (port: number, folder: string) => string;
}

/** A proxy that runs, on a free port and with a folder of its own. */
export interface ProxyProcess {
  /** The url for webhooks.yml. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a proxy; resolves when it listens. */
export async function startProxy({ program, args, config }: ProxyProgram): Promise<ProxyProcess> {
  const folder = await mkdtemp(join(tmpdir(), `${program}-`));
  const port = await freePort();
  await writeFile(join(folder, 'proxy.conf'), config(port, folder));
  const child = spawn(program, args(folder), { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}/cb`;
  await until(
    () =>
      fetch(url).then(
        () => true,
        () => false,
      ),
    `${program} listens`,
    60_000,
  );
  const stop = async (): Promise<void> => {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true });
  };
  return { url, stop };
}
