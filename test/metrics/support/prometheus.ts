import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One series of an answer: its labels and its value. */
export interface Series {
  readonly metric: Readonly<Record<string, string>>;
  readonly value: readonly [number, string];
}

/** Prometheus itself, as Debian packages it, scraping one app every second. */
export class Prometheus {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    private readonly url: string,
  ) {}

  /** Starts it; it scrapes `/metrics` on that port. */
  static async scraping(port: number): Promise<Prometheus> {
    const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
    const config = join(folder, 'prometheus.yml');
    await writeFile(
      config,
      `global: { scrape_interval: 1s }
scrape_configs:
  - job_name: app
    static_configs: [{ targets: ['127.0.0.1:${port}'] }]
`,
    );
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${config}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--log.level=warn',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    await Promise.race([
      once(child, 'spawn'),
      once(child, 'error').then(([error]) => {
        throw new Error('this test needs Prometheus: apt-get install -y prometheus', { cause: error });
      }),
    ]);
    return new Prometheus(child, folder, `http://${address}`);
  }

  /** The series that a query gives now; undefined while Prometheus is not up. */
  async query(expr: string): Promise<readonly Series[] | undefined> {
    const answer = await this.get(`/api/v1/query?query=${encodeURIComponent(expr)}`);
    return (answer as { result: readonly Series[] } | undefined)?.result;
  }

  /** The values of a label of a metric. */
  async labelValues(metric: string, label: string): Promise<readonly string[] | undefined> {
    const answer = await this.get(`/api/v1/label/${label}/values?match[]=${metric}`);
    return answer as readonly string[] | undefined;
  }

  /** Ends it and takes its data away. */
  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill();
      await exited;
    }
    await rm(this.folder, { recursive: true });
  }

  private async get(path: string): Promise<unknown> {
    const response = await fetch(this.url + path).catch(() => undefined);
    if (response?.status === 503 || response === undefined) return undefined;
    const answer = (await response.json()) as { status: string; error?: string; data?: unknown };
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  }
}

/** What Prometheus's own linter says of a scrape; nothing when all is well. */
export function lint(scrape: string): string {
  const { error, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: scrape,
    encoding: 'utf8',
  });
  if (error) throw new Error('this test needs promtool: apt-get install -y prometheus', { cause: error });
  return stdout + stderr;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
