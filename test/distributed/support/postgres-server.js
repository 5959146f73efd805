// @ts-check
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-ports.js';
import { ServerProcess } from './server-process.js';

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
export class PostgresServer extends ServerProcess {
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
    const port = await freePort();
    const data = join(folder, 'data');
    const place = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', folder];
    const server = new PostgresServer(port, folder, {
      ...command('postgres', ...place, ...settings),
      answers: () => isReady(port),
      // An immediate shutdown: all is left to be recovered, but no processes that hold up the next start.
      crash: 'SIGQUIT',
      signal: signalAll,
    });
    const options = ['-D', data, '-U', 'openim', '-A', 'trust', '-E', 'UTF8', '--no-locale'];
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
}

/**
 * Tells the server, so that it starts no more of them, then the processes of its connections.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} name
 */
function signalAll(pid, name) {
  process.kill(pid, name);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  for (const child of children) {
    try {
      process.kill(Number(child), name);
    } catch (error) {
      // The process of a connection may have ended since it was listed.
      if (!isGone(error)) throw error;
    }
  }
}

const isReady = (/** @type {number} */ port) =>
  run(programOf('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', `${port}`]).then(
    () => true,
    () => false,
  );

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
