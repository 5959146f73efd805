import { existsSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noDriver, noDriverFile, noNodeSqlite } from '../messages.js';
import { UnusableStorageError } from './storage-problem.js';
import type { OpenRequest } from './sql-protocol.js';

/**
 * What executes SQL: Node's own module, or a package with the interface of better-sqlite3, by its name or by the path
 * or `file:` URL of its module, such as `import.meta.resolve('libsql')`.
 */
export type SqliteDriver = 'node:sqlite' | 'libsql' | 'better-sqlite3' | (string & Record<never, never>);

type FoundDriver = Pick<OpenRequest, 'driver' | 'className'>;

/**
 * Finds a driver: Node's own where it has one without a flag (22.13 and later), otherwise `libsql`, otherwise
 * `better-sqlite3`, unless one is asked for. Packages are looked up from the app's entry file, from the working
 * directory and from where this library is.
 *
 * @throws {UnusableStorageError} naming the command that installs what is missing
 */
export function findDriver(wanted: SqliteDriver | undefined, from = lookUpPlaces()): FoundDriver {
  if (wanted === 'node:sqlite' || (wanted === undefined && isBuiltin('node:sqlite') && hasNodeSqlite())) {
    if (hasNodeSqlite()) return { driver: 'node:sqlite', className: 'DatabaseSync' };
    throw new UnusableStorageError(noNodeSqlite(process.versions.node));
  }
  if (wanted !== undefined && isPath(wanted)) return { driver: existing(wanted), className: null };
  const names = wanted === undefined ? ['libsql', 'better-sqlite3'] : [wanted];
  for (const name of names) {
    const driver = resolveFrom(from, name);
    if (driver !== undefined) return { driver, className: null };
  }
  throw new UnusableStorageError(noDriver(wanted ?? 'libsql', process.versions.node));
}

function hasNodeSqlite(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

const isPath = (driver: string): boolean =>
  isAbsolute(driver) || driver.startsWith('.') || driver.startsWith('file:');

function existing(driver: string): string {
  const path = resolve(driver.startsWith('file:') ? fileURLToPath(driver) : driver);
  if (!existsSync(path)) throw new UnusableStorageError(noDriverFile(driver));
  return path;
}

const lookUpPlaces = (): readonly (string | undefined)[] => [
  process.argv[1],
  join(process.cwd(), 'package.json'),
  ownFile(),
];

function resolveFrom(places: readonly (string | undefined)[], name: string): string | undefined {
  for (const place of places) {
    try {
      if (place !== undefined) return createRequire(place).resolve(name);
    } catch {
      // Looked up from the next place.
    }
  }
  return undefined;
}

/** Asked of the stack: `import.meta` does not compile in the CommonJS build, and the other one has no `__filename`. */
function ownFile(): string | undefined {
  const [, file] = /(?:\(|at )((?:file:|\/|[A-Z]:).+?):\d+:\d+\)?$/m.exec(new Error().stack ?? '') ?? [];
  return file;
}
