// @ts-check
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-ports.js';

const run = promisify(execFile);

/** Debian keeps the programs of each version in a folder of its own, off the path. */
const INSTALLED = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root: Debian's package has made a user for it. */
const AS_POSTGRES =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** The installed major version, or undefined when there is none. */
export const postgresVersion = () =>
  existsSync(INSTALLED) ? Math.max(...readdirSync(INSTALLED).map(Number)) : undefined;

/** A PostgreSQL of its own, on a free port and with a folder of its own. */
export class PostgresServer {
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
   * Starts one with an empty database; it syncs every commit to the disk unless the settings say otherwise.
   *
   * @param {...string} settings
   */
  static async start(...settings) {
    return PostgresServer.startIn(await mkdtemp(join(tmpdir(), 'postgres-')), ...settings);
  }

  /**
   * Starts one that keeps its files in a folder.
   *
   * @param {string} folder
   * @param {...string} settings
   */
  static async startIn(folder, ...settings) {
    if (AS_POSTGRES.length > 0) await run('chown', ['postgres:postgres', folder]);
    const server = new PostgresServer(await freePort(), folder, settings);
    const options = ['-D', join(folder, 'data'), '-U', 'openim', '-A', 'trust', '-E', 'UTF8', '--no-locale'];
    const initdb = command('initdb', ...options);
    await run(initdb.program, initdb.args, { cwd: folder });
    await server.begin();
    return server;
  }

  /** Its address. */
  get url() {
    return `postgres://openim@127.0.0.1:${this.port}/postgres`;
  }

  /** Where it is, for the inbox. */
  get place() {
    return { postgres: this.url };
  }

  /** Starts it again, on what it has stored. */
  async begin() {
    const folder = this.#folder;
    const place = ['-D', join(folder, 'data'), '-p', `${this.port}`, '-h', '127.0.0.1', '-k', folder];
    const { program, args } = command('postgres', ...place, ...this.#settings);
    this.#process = spawn(program, args, { cwd: folder, stdio: 'ignore' });
    await this.#answers();
  }

  /** An immediate shutdown: like a crash it leaves all to be recovered, but no processes that hold up the next start. */
  async kill() {
    const process = this.#process;
    if (process?.exitCode !== null || process.signalCode !== null) return;
    const exited = once(process, 'exit');
    this.thaw();
    process.kill('SIGQUIT');
    await exited;
  }

  /** Holds it up: it takes connections and answers nothing. */
  freeze() {
    this.#signal('SIGSTOP');
  }

  /** Lets it go on. */
  thaw() {
    this.#signal('SIGCONT');
  }

  /** Ends it and removes what it has stored. */
  async stop() {
    await this.kill();
    await rm(this.#folder, { recursive: true });
  }

  /**
   * Tells the server, so that it starts no more of them, then the processes of its connections.
   *
   * @param {NodeJS.Signals} name
   */
  #signal(name) {
    const pid = this.#process?.pid ?? 0;
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

  async #answers() {
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
    await this.kill();
    throw new Error(`postgres does not answer on port ${this.port}`);
  }
}

/** Jest runs tests in a context of their own, where Node's own errors are no `instanceof Error`. */
const isGone = (/** @type {unknown} */ error) =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ESRCH';

const programOf = (/** @type {string} */ name) => join(INSTALLED, String(postgresVersion()), 'bin', name);

/**
 * @param {string} name
 * @param {...string} options
 */
function command(name, ...options) {
  const [program = '', ...args] = [...AS_POSTGRES, programOf(name), ...options];
  return { program, args };
}
