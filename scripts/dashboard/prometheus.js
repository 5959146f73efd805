import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Prometheus itself, as Debian packages it, scraping one app every second. */
export class Prometheus {
  #child;
  #folder;
  #url;

  constructor(child, folder, url) {
    this.#child = child;
    this.#folder = folder;
    this.#url = url;
  }

  /** Starts it; it scrapes `/metrics` on that port. */
  static async scraping(port) {
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
  async query(expr) {
    const answer = await this.#get(`/api/v1/query?${new URLSearchParams({ query: expr })}`);
    return answer?.result;
  }

  /** The series that a query gives between two times in unix seconds, one point a second. */
  async queryRange(expr, start, end) {
    const answer = await this.#get(
      `/api/v1/query_range?${new URLSearchParams({ query: expr, start, end, step: 1 })}`,
    );
    return answer?.result;
  }

  /** The values of a label of a metric. */
  labelValues(metric, label) {
    return this.#get(`/api/v1/label/${label}/values?match[]=${metric}`);
  }

  /** Ends it and takes its data away. */
  async stop() {
    if (this.#child.exitCode === null) {
      const exited = once(this.#child, 'exit');
      this.#child.kill();
      await exited;
    }
    await rm(this.#folder, { recursive: true });
  }

  async #get(path) {
    const response = await fetch(this.#url + path).catch(() => undefined);
    if (response?.status === 503 || response === undefined) return undefined;
    const answer = await response.json();
    if (answer.status !== 'success') throw new Error(`${path}: ${answer.error}`);
    return answer.data;
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
