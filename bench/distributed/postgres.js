import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { endWithBench } from '../lib/child.js';
import { freePort } from './free-port.js';

/** Debian keeps the programs of each version in a folder of its own, off the path. */
const INSTALLED = '/usr/lib/postgresql';
const STEP = 20;

/** PostgreSQL refuses to run as root: Debian's package has made a user for it. */
const AS_POSTGRES =
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** The installed major version, or undefined when there is none. */
export const postgresVersion = () =>
  existsSync(INSTALLED) ? Math.max(...readdirSync(INSTALLED).map(Number)) : undefined;

/** A PostgreSQL of its own, with its defaults, which sync each commit. */
class PostgresServer {
  /**
   * @param {number} port
   * @param {string} folder
   */
  constructor(port, folder) {
    const where = ['-D', join(folder, 'data'), '-p', `${port}`, '-h', '127.0.0.1', '-k', folder];
    const [program = '', ...args] = commandOf('postgres', ...where);
    this.url = `postgres://openim@127.0.0.1:${port}/postgres`;
    this.process = spawn(program, args, { cwd: folder, stdio: 'ignore' });
    /** @type {Promise<void>} */
    this.exited = new Promise((resolve) => this.process.once('exit', () => resolve()));
    endWithBench(this);
  }

  /** At once, and with the processes of its connections. */
  async end() {
    this.process.kill('SIGQUIT');
    await this.exited;
  }
}

/**
 * Starts a PostgreSQL with an empty database, uses it, ends it.
 *
 * @template T
 * @param {string} folder
 * @param {(url: string) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withPostgres(folder, use) {
  if (AS_POSTGRES.length > 0) {
    chmodSync(dirname(folder), 0o711);
    execFileSync('chown', ['postgres:postgres', folder]);
  }
  const [program = '', ...args] = commandOf(
    'initdb',
    '-D',
    join(folder, 'data'),
    '-U',
    'openim',
    '-A',
    'trust',
    '--no-locale',
  );
  execFileSync(program, args, { cwd: folder, stdio: 'ignore' });
  const server = new PostgresServer(await freePort(), folder);
  try {
    await untilReady(server);
    return await use(server.url);
  } finally {
    await server.end();
  }
}

/** @param {PostgresServer} server */
async function untilReady({ url, process: server }) {
  while (server.exitCode === null) {
    const client = new pg.Client(url);
    const connected = await client.connect().then(
      () => true,
      () => false,
    );
    await client.end().catch(() => undefined);
    if (connected) return;
    await sleep(STEP);
  }
  throw new Error('postgres ended before it was ready');
}

const commandOf = (/** @type {string} */ name, /** @type {string[]} */ ...options) => [
  ...AS_POSTGRES,
  join(INSTALLED, String(postgresVersion()), 'bin', name),
  ...options,
];
