import type { MessagePort } from 'node:worker_threads';
import type { OpenRequest, SqlRequest, SqlRow, SqlStatement, SqlValue } from './sql-protocol.js';

/** The part that node:sqlite, libsql and better-sqlite3 have in common. */
interface Database {
  exec(sql: string): unknown;
  prepare(sql: string): Statement;
  close(): unknown;
}

interface Statement {
  all(...params: readonly SqlValue[]): Record<string, SqlValue | ArrayBuffer>[];
  run(...params: readonly SqlValue[]): unknown;
  /** False for statements that give no rows, which better-sqlite3 refuses to ask for any. */
  readonly reader?: boolean;
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
  let prepared = new Map<string, Statement>();

  const opened = (): Database => {
    if (!database)
      throw Object.assign(new Error('the database is not open'), { code: 'SQLITE_CANTOPEN', rawCode: 14 });
    return database;
  };

  const close = (): void => {
    prepared = new Map();
    database?.close();
    database = undefined;
  };

  const open = ({ file, driver, className, pragmas }: OpenRequest): SqlRow[][] => {
    close();
    const exported = load(driver) as Record<string, DatabaseClass>;
    const Driver = (
      className === null ? (exported['default'] ?? exported) : exported[className]
    ) as DatabaseClass;
    database = new Driver(file);
    return pragmas.map((sql) => run({ sql }));
  };

  // Binding an empty blob makes libsql abort the process (0.5.29); read back, both are no bytes.
  const bindable = (value: SqlValue): SqlValue =>
    value instanceof Uint8Array && value.length === 0 ? '' : value;

  const run = ({ sql, params = [] }: SqlStatement): SqlRow[] => {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = opened().prepare(sql);
      prepared.set(sql, statement);
    }
    const values = params.map(bindable);
    if (statement.reader === false) {
      statement.run(...values);
      return [];
    }
    return statement.all(...values).map((row) => {
      const plain: Record<string, SqlValue> = {};
      for (const [name, value] of Object.entries(row)) {
        plain[name] = value instanceof ArrayBuffer ? new Uint8Array(value) : value;
      }
      return plain;
    });
  };

  const transaction = (statements: readonly SqlStatement[], write: boolean): SqlRow[][] => {
    const db = opened();
    db.exec(write ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const rows = statements.map(run);
      db.exec('COMMIT');
      return rows;
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

  // In the order of SQLite's result codes.
  const NAMES =
    'OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB'.split(
      ' ',
    );

  /** SQLite's primary result code, 0 for anything else. libsql says it only in words when it cannot open a file. */
  const codeOf = ({ errcode, rawCode, code = '', message }: DriverError): number => {
    const named = NAMES.indexOf(/^SQLITE_([A-Z]+)/.exec(code)?.[1] ?? '');
    const said = /^ConnectionFailed.*: (\d+)/.exec(message);
    return (errcode ?? rawCode ?? (named > 0 ? named : Number(said?.[1] ?? 0))) & 0xff;
  };

  const handle = (request: SqlRequest): readonly (readonly SqlRow[])[] => {
    switch (request.kind) {
      case 'open':
        return open(request);
      case 'transaction':
        return transaction(request.statements, request.write);
      case 'outside':
        return [outside(request.sql)];
      case 'close':
        close();
        return [];
    }
  };

  port.on('message', (request: SqlRequest) => {
    const { id } = request;
    try {
      port.postMessage({ id, rows: handle(request) });
    } catch (error) {
      const driverError = error as DriverError;
      port.postMessage({ id, error: { message: driverError.message, code: codeOf(driverError) } });
    }
  });
}
