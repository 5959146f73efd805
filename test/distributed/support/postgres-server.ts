import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { PostgresPlace } from 'nestjs-openim-callback/bullmq';
import type { EngineServer } from './engine-server.js';
import { freePort } from './free-ports.js';

const run = promisify(execFile);

/** PostgreSQL refuses to run as root: Debian's package has made a user for it. */
const AS_POSTGRES =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** A PostgreSQL of its own, on a free port and with a folder of its own. */
export class PostgresServer implements EngineServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly settings: readonly string[],
  ) {}

  /** Starts one; it syncs every commit to the disk unless the settings say otherwise. */
  static async start(...settings: string[]): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'postgres-'));
    if (AS_POSTGRES.length > 0) await run('chown', ['postgres:postgres', folder]);
    const server = new PostgresServer(await freePort(), folder, settings);
    const options = ['-D', join(folder, 'data'), '-U', 'openim', '-A', 'trust', '-E', 'UTF8', '--no-locale'];
    const initdb = command('initdb', ...options);
    await run(initdb.program, initdb.args, { cwd: folder });
    await server.begin();
    return server;
  }

  /** Its address. */
  get url(): string {
    return `postgres://openim@127.0.0.1:${this.port}/postgres`;
  }

  get place(): PostgresPlace {
    return { postgres: this.url };
  }

  async begin(): Promise<void> {
    const { port, folder, settings } = this;
    const place = ['-D', join(folder, 'data'), '-p', `${port}`, '-h', '127.0.0.1', '-k', folder];
    const { program, args } = command('postgres', ...place, ...settings);
    this.process = spawn(program, args, { cwd: folder, stdio: 'ignore' });
    await this.answers();
  }

  /** An immediate shutdown: like a crash it leaves all to be recovered, but no processes that hold up the next start. */
  async kill(): Promise<void> {
    const { process } = this;
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, 'exit');
    this.thaw();
    process.kill('SIGQUIT');
    await exited;
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true });
  }

  /** Tells the server, so that it starts no more of them, then the processes of its connections. */
  private signal(name: NodeJS.Signals): void {
    const pid = this.process?.pid ?? 0;
    process.kill(pid, name);
    for (const child of readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .split(' ')
      .filter(Boolean)) {
      try {
        process.kill(Number(child), name);
      } catch (error) {
        // The process of a connection may have ended since it was listed.
        if (!isGone(error)) throw error;
      }
    }
  }

  private async answers(): Promise<void> {
    const isReady = programOf('pg_isready');
    for (let attempt = 0; attempt < 600; attempt++) {
      const ready = run(isReady, ['-q', '-h', '127.0.0.1', '-p', `${this.port}`]);
      const answered = await ready.then(
        () => true,
        () => false,
      );
      if (answered) return;
      await sleep(50);
    }
    throw new Error(`postgres does not answer on port ${this.port}`);
  }
}

/** Jest runs tests in a context of their own, where Node's own errors are no `instanceof Error`. */
const isGone = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';

/** Debian keeps the programs of each version in a folder of its own, off the path. */
function programOf(name: string): string {
  const folder = '/usr/lib/postgresql';
  const versions = readdirSync(folder).map(Number);
  return join(folder, String(Math.max(...versions)), 'bin', name);
}

function command(name: string, ...options: string[]): { program: string; args: string[] } {
  const [program = '', ...args] = [...AS_POSTGRES, programOf(name), ...options];
  return { program, args };
}
