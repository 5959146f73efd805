import { createRequire } from 'node:module';
import pg from 'pg';
import type { RowsPlace } from './app-options.js';

/** A row of an event. */
export interface Row {
  readonly event: string;
  readonly conversation: string;
  readonly number: number;
}

/** The number that the table does not take. */
export const BAD = 77;

/** A table of rows. What is inserted twice is there once. */
export interface Rows {
  insert(rows: readonly Row[]): Promise<void>;
  /** All of them, in the order they were inserted. */
  all(): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens the table in a database, and makes it if need be. */
export const openRows = (place: RowsPlace): Promise<Rows> =>
  'postgres' in place ? openPostgres(place.postgres) : openSqlite(place.sqlite);

async function openPostgres(connectionString: string): Promise<Rows> {
  const pool = new pg.Pool({ connectionString });
  await pool.query(
    `CREATE TABLE IF NOT EXISTS rows (
       place bigserial, event text PRIMARY KEY, conversation text, number int CHECK (number <> ${BAD}))`,
  );
  return {
    insert: async (rows) => {
      await pool.query(
        `INSERT INTO rows (event, conversation, number)
         SELECT * FROM unnest($1::text[], $2::text[], $3::int[]) ON CONFLICT DO NOTHING`,
        [
          rows.map(({ event }) => event),
          rows.map(({ conversation }) => conversation),
          rows.map(({ number }) => number),
        ],
      );
    },
    all: async () =>
      (await pool.query<Row>('SELECT event, conversation, number FROM rows ORDER BY place')).rows,
    close: () => pool.end(),
  };
}

/** As much as is needed of the driver. */
interface Driver {
  exec(text: string): void;
  prepare(text: string): { run(...values: unknown[]): void; all(): Row[] };
  close(): void;
}

function openSqlite(file: string): Promise<Rows> {
  const Database = createRequire(import.meta.url)('libsql') as new (path: string) => Driver;
  const database = new Database(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000');
  database.exec(
    `CREATE TABLE IF NOT EXISTS rows (
       place INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT UNIQUE, conversation TEXT, number INT CHECK (number <> ${BAD}))`,
  );
  const insert = database.prepare(
    `INSERT INTO rows (event, conversation, number)
     SELECT value ->> 'event', value ->> 'conversation', value ->> 'number' FROM json_each(?) WHERE true
     ON CONFLICT (event) DO NOTHING`,
  );
  return Promise.resolve({
    insert: async (rows) => {
      await Promise.resolve();
      insert.run(JSON.stringify(rows));
    },
    all: () =>
      Promise.resolve(database.prepare('SELECT event, conversation, number FROM rows ORDER BY place').all()),
    close: () => Promise.resolve(database.close()),
  });
}
