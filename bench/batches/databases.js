import { createRequire } from 'node:module';
import { join } from 'node:path';
import pg from 'pg';

/**
 * A row: the event's id, the conversation, the reader and the message number.
 *
 * @typedef {[event: string, conversation: string, reader: string, seq: number]} Row
 *
 * @typedef {(rows: readonly Row[]) => Promise<unknown> | undefined} Insert one statement, one transaction; repeated it changes nothing
 */

const TABLE = `CREATE TABLE IF NOT EXISTS reads (
  event text PRIMARY KEY, conversation text NOT NULL, reader text NOT NULL, seq bigint NOT NULL)`;

/** Connections of the pool: one for each place of the inbox's `concurrency`. */
const CONNECTIONS = 16;

/**
 * PostgreSQL as it is installed, which syncs each commit.
 *
 * @param {string} url
 * @returns {Promise<Insert>}
 */
async function openPostgres(url) {
  const pool = new pg.Pool({ connectionString: url, max: CONNECTIONS });
  await pool.query(TABLE);
  await pool.query('TRUNCATE reads');
  const one = 'INSERT INTO reads VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING';
  const several =
    'INSERT INTO reads SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) ON CONFLICT DO NOTHING';
  return (rows) => {
    const [row] = rows;
    if (row && rows.length === 1) return pool.query({ name: 'one', text: one, values: row });
    const values = [0, 1, 2, 3].map((column) => rows.map((each) => each[column]));
    return pool.query({ name: 'several', text: several, values });
  };
}

/**
 * SQLite with a write-ahead log, syncing each commit.
 *
 * @param {string} folder
 * @returns {Promise<Insert>}
 */
async function openSqlite(folder) {
  /** @type {any} */
  const Database = createRequire(import.meta.url)('libsql');
  const database = new Database(join(folder, 'reads.db'));
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec(TABLE);
  const one = database.prepare('INSERT OR IGNORE INTO reads VALUES (?, ?, ?, ?)');
  // One parameter: what the driver does for each costs more than SQLite's own work.
  const several = database.prepare(
    'INSERT OR IGNORE INTO reads SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)',
  );
  return (rows) => {
    const [row] = rows;
    if (row && rows.length === 1) one.run(...row);
    else several.run(JSON.stringify(rows));
    return undefined;
  };
}

/** The databases into which a listener inserts. */
export const databases = /** @type {const} */ (['PostgreSQL', 'SQLite']);

/**
 * @param {typeof databases[number]} database
 * @param {{ folder: string, url: string }} place
 */
export const openDatabase = (database, { folder, url }) =>
  database === 'PostgreSQL' ? openPostgres(url) : openSqlite(folder);
