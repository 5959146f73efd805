import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../distributed/support/free-ports.js';

/** One series of an answer: its labels and its value. */
interface Series {
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
        throw new Error('this needs Prometheus: apt-get install -y prometheus', { cause: error });
      }),
    ]);
    return new Prometheus(child, folder, `http://${address}`);
  }

  /** The series that a query gives now; undefined while Prometheus is not up. */
  async query(expr: string): Promise<readonly Series[] | undefined> {
    const answer = (await this.get(`/api/v1/query?query=${encodeURIComponent(expr)}`)) as
      { readonly result: readonly Series[] } | undefined;
    return answer?.result;
  }

  /** The values of a label of a metric; undefined while Prometheus is not up. */
  labelValues(metric: string, label: string): Promise<unknown> {
    return this.get(`/api/v1/label/${label}/values?match[]=${metric}`);
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
    if (response === undefined || response.status === 503) return undefined;
    const answer = (await response.json()) as { status: string; error?: string; data: unknown };
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error ?? ''}`);
    return answer.data;
  }
}
