import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';
import { noDriver, noNodeSqlite } from '../messages.js';
import { UnusableStorageError } from './storage-problem.js';
import type { OpenRequest } from './sql-protocol.js';

/** What executes SQL: Node's own module, or a package with the interface of better-sqlite3. */
export type SqliteDriver = 'node:sqlite' | 'libsql' | 'better-sqlite3';

/**
 * Finds a driver: Node's own where it has one without a flag (22.13 and later), otherwise `libsql`, unless one
 * is asked for. Packages are looked up from the app's entry file and from the working directory.
 *
 * @throws {UnusableStorageError} naming the command that installs what is missing
 */
export function findDriver(wanted: SqliteDriver | undefined): Pick<OpenRequest, 'driver' | 'className'> {
  if (wanted === 'node:sqlite' || (wanted === undefined && isBuiltin('node:sqlite') && hasNodeSqlite())) {
    if (hasNodeSqlite()) return { driver: 'node:sqlite', className: 'DatabaseSync' };
    throw new UnusableStorageError(noNodeSqlite(process.versions.node));
  }
  const name = wanted ?? 'libsql';
  const driver = resolveFromApp(name);
  if (driver === undefined) {
    throw new UnusableStorageError(noDriver(name, process.versions.node));
  }
  return { driver, className: null };
}

function hasNodeSqlite(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

function resolveFromApp(name: string): string | undefined {
  for (const from of [process.argv[1], join(process.cwd(), 'package.json')]) {
    try {
      if (from !== undefined) return createRequire(from).resolve(name);
    } catch {
      // Looked up from the next place.
    }
  }
  return undefined;
}
