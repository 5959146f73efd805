import type { MessagePort } from 'node:worker_threads';
import type {
  OpenRequest,
  SqlRequest,
  SqlResult,
  SqlRow,
  SqlText,
  SqlValue,
  StatementBatch,
} from './sql-protocol.js';

/** The part that node:sqlite, libsql and better-sqlite3 have in common. */
interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

type Params = readonly SqlValue[] | readonly [readonly SqlValue[]];

interface Statement {
  all(...params: Params): Record<string, SqlValue | ArrayBuffer>[];
  run(...params: Params): { readonly changes: number; readonly lastInsertRowid: number };
  /** False for statements that give no rows, which better-sqlite3 refuses to ask for any. */
  readonly reader?: boolean;
}

interface Prepared {
  readonly statement: Statement;
  readonly params: number;
  readonly givesRows: boolean;
  readonly inserts: boolean;
}

interface DriverError extends Error {
  /** Of node:sqlite. */
  readonly errcode?: number;
  /** Of libsql. */
  readonly rawCode?: number;
  /** Of better-sqlite3, `SQLITE_FULL`. */
  readonly code?: string;
}

type DatabaseClass = new (file: string) => Database;

/**
 * The whole worker thread: it executes SQL and knows nothing else. Its source text is what the thread runs (see
 * sql-client.ts), so that no file has to be found in a bundle or under a TypeScript loader; therefore it must
 * not refer to anything outside itself.
 */
export function sqlWorker(port: MessagePort, load: (id: string) => unknown): void {
  let database: Database | undefined;
  const texts: SqlText[] = [];
  let prepared: Prepared[] = [];
  let takesArrays = false;

  const opened = (): Database => {
    if (!database)
      throw Object.assign(new Error('the database is not open'), { code: 'SQLITE_CANTOPEN', rawCode: 14 });
    return database;
  };

  const close = (): void => {
    prepared = [];
    database?.close();
    database = undefined;
  };

  const noDriver = ({ message }: Error): Error => Object.assign(new Error(message), { errcode: NO_DRIVER });

  const loaded = (driver: string, className: string | null): DatabaseClass => {
    try {
      const exported = load(driver) as Record<string, DatabaseClass>;
      return (className === null ? (exported['default'] ?? exported) : exported[className]) as DatabaseClass;
    } catch (error) {
      throw noDriver(error as Error);
    }
  };

  // better-sqlite3 loads its binary only now.
  const connect = (Driver: DatabaseClass, file: string): Database => {
    try {
      return new Driver(file);
    } catch (error) {
      const { code, message } = error as DriverError;
      const isBinary =
        code === 'ERR_DLOPEN_FAILED' || message.startsWith('Could not locate the bindings file');
      throw isBinary ? noDriver(error as Error) : error;
    }
  };

  const open = ({ file, driver, className, pragmas }: OpenRequest): void => {
    close();
    database = connect(loaded(driver, className), file);
    takesArrays = driver !== 'node:sqlite';
    for (const sql of pragmas) outside(sql);
  };

  // Binding an empty blob makes libsql abort the process (0.5.29); read back, both are no bytes.
  const blob = (bytes: Uint8Array): SqlValue => (bytes.length === 0 ? '' : bytes);

  /** The parameters of all statements of a batch, with the blobs in their places. */
  const valuesOf = ({ params, blobs, bytes }: StatementBatch): SqlValue[] => {
    const values: SqlValue[] = [...params];
    let at = 0;
    for (const index of blobs) {
      const length = Number(values[index]);
      values[index] = blob(bytes.subarray(at, at + length));
      at += length;
    }
    return values;
  };

  const prepare = (number: number): Prepared => {
    const { sql, params } = texts[number] as SqlText;
    const statement = opened().prepare(sql);
    const givesRows = statement.reader ?? /^\s*(SELECT|PRAGMA)\b|\bRETURNING\b/i.test(sql);
    return (prepared[number] = { statement, params, givesRows, inserts: /^\s*INSERT\b/i.test(sql) });
  };

  const plain = (row: Record<string, SqlValue | ArrayBuffer>): SqlRow => {
    const copy: Record<string, SqlValue> = {};
    for (const name in row) {
      const value = row[name] as SqlValue | ArrayBuffer;
      copy[name] = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
    }
    return copy;
  };

  const execute = ({ statement, givesRows, inserts }: Prepared, values: readonly SqlValue[]): SqlResult => {
    // Parameters one by one cost libsql as much as the rest of an insertion.
    const params: Params = takesArrays ? [values] : values;
    if (givesRows) return statement.all(...params).map(plain);
    const { changes, lastInsertRowid } = statement.run(...params);
    return inserts && changes > 0 ? lastInsertRowid : 0;
  };

  const run = (batch: StatementBatch): SqlResult[] => {
    const values = valuesOf(batch);
    let at = 0;
    return batch.statements.map((number) => {
      const each = prepared[number] ?? prepare(number);
      const begin = at;
      at += each.params;
      return execute(each, values.slice(begin, at));
    });
  };

  const transaction = (batch: StatementBatch, write: boolean): SqlResult[] => {
    texts.push(...batch.texts);
    const db = opened();
    db.exec(write ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const results = run(batch);
      db.exec('COMMIT');
      return results;
    } catch (error) {
      try {
        db.exec('ROLLBACK');
      } catch {
        // SQLite has rolled back by itself, as it does when the disk is full.
      }
      throw error;
    }
  };

  const outside = (sql: string): SqlRow[] => {
    const statement = opened().prepare(sql);
    if (statement.reader !== false) return statement.all() as SqlRow[];
    opened().exec(sql);
    return [];
  };

  const NO_DRIVER = -1;
  const BROKEN_TEXT = -2;
  // In the order of SQLite's result codes.
  const NAMES =
    'OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB'.split(
      ' ',
    );

  /**
   * SQLite's primary result code, 0 for anything else. libsql says it only in words when it cannot open a file; a
   * name that is missing was put here by a transpiler.
   */
  const codeOf = ({ name, errcode, rawCode, code = '', message }: DriverError): number => {
    if (errcode === NO_DRIVER) return NO_DRIVER;
    if (name === 'ReferenceError') return BROKEN_TEXT;
    const named = NAMES.indexOf(/^SQLITE_([A-Z]+)/.exec(code)?.[1] ?? '');
    const said = /^ConnectionFailed.*: (\d+)/.exec(message);
    return (errcode ?? rawCode ?? (named > 0 ? named : Number(said?.[1] ?? 0))) & 0xff;
  };

  const handle = (request: SqlRequest): readonly SqlResult[] => {
    switch (request.kind) {
      case 'open':
        open(request);
        return [];
      case 'transaction':
        return transaction(request.batch, request.write);
      case 'outside':
        return [outside(request.sql)];
      case 'close':
        close();
        return [];
    }
  };

  port.on('message', (request: SqlRequest) => {
    try {
      port.postMessage({ results: handle(request) });
    } catch (error) {
      const driverError = error as DriverError;
      port.postMessage({ error: { message: driverError.message, code: codeOf(driverError) } });
    }
  });
}
