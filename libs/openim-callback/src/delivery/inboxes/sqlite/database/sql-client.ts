import { Worker } from 'node:worker_threads';
import { Fifo } from '../../../scheduler/collections.js';
import type {
  OpenRequest,
  SqlRequest,
  SqlResponse,
  SqlResult,
  SqlRow,
  SqlStatement,
} from './sql-protocol.js';
import { BROKEN_TEXT } from './sql-protocol.js';
import { sqlWorker } from './sql-worker.js';
import { StatementEncoder } from './statement-encoder.js';

/** SQLite said no. */
export class SqlError extends Error {
  override readonly name = 'SqlError';

  constructor(
    message: string,
    /** SQLite's primary result code, 13 for a full disk; 0 when the failure was not SQLite's. */
    readonly code: number,
  ) {
    super(message);
  }
}

interface Waiting {
  readonly resolve: (rows: readonly (readonly SqlRow[])[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The text of the thread. Bundlers that keep function names wrap functions in a helper of theirs, which the worker does not have; the
 * rest of the text is self-contained. It is a script, or a module in an app that `node --input-type=module -e` has started.
 */
export const sourceOf = (worker: string): string =>
  `const __name = (value) => value;
const { parentPort } = process.getBuiltinModule('node:worker_threads');
const { createRequire } = process.getBuiltinModule('node:module');
(${worker})(parentPort, createRequire(process.execPath));`;

/** A database in a thread of its own, so that a slow disk holds up nothing else. */
export class SqlClient {
  private readonly worker: Worker;
  private readonly encoder = new StatementEncoder();
  private readonly waiting = new Fifo<Waiting>();
  private dead: Error | undefined;

  /** @param worker the text of the function that the thread runs */
  constructor(worker = sqlWorker.toString()) {
    this.worker = new Worker(sourceOf(worker), { eval: true, name: 'openim-inbox' });
    this.worker.on('message', (response: SqlResponse) => this.receive(response));
    this.worker.on('error', (error) => {
      const isBroken = /^(Reference|Syntax)Error/.test(String(error));
      this.die(`the SQLite thread failed: ${String(error)}`, isBroken ? BROKEN_TEXT : 0);
    });
    this.worker.on('exit', () => this.die('the SQLite thread has ended'));
  }

  /** Opens a database, in place of the one that was open. */
  async open(request: OpenRequest): Promise<void> {
    await this.ask({ kind: 'open', ...request });
  }

  /**
   * Runs statements in one transaction that takes the write lock; durable when it resolves. Gives the rows of each;
   * of an insertion without `RETURNING` one with the number of the last row it has made, as `rowid`.
   */
  write(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.transact(true, statements);
  }

  /** Runs statements that see one state of the database. */
  read(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    return this.transact(false, statements);
  }

  /** Runs a statement that cannot be in a transaction. */
  async outside(sql: string): Promise<readonly SqlRow[]> {
    const [rows = []] = await this.ask({ kind: 'outside', sql });
    return rows;
  }

  /** Closes the database and ends the thread. */
  async close(): Promise<void> {
    if (!this.dead) await this.ask({ kind: 'close' }).catch(() => undefined);
    await this.worker.terminate();
  }

  private transact(
    write: boolean,
    statements: readonly SqlStatement[],
  ): Promise<readonly (readonly SqlRow[])[]> {
    if (this.dead) return Promise.reject(this.dead);
    const batch = this.encoder.encode(statements);
    return this.ask({ kind: 'transaction', write, batch }, [batch.bytes.buffer]);
  }

  private ask(
    request: SqlRequest,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<readonly (readonly SqlRow[])[]> {
    if (this.dead) return Promise.reject(this.dead);
    return new Promise((resolve, reject) => {
      this.worker.postMessage(request, transfer);
      this.waiting.push({ resolve, reject });
    });
  }

  private receive(response: SqlResponse): void {
    const waiting = this.waiting.shift();
    if ('results' in response) waiting?.resolve(response.results.map(rowsOf));
    else waiting?.reject(new SqlError(response.error.message, response.error.code));
  }

  private die(reason: string, code = 0): void {
    this.dead ??= new SqlError(reason, code);
    for (let next = this.waiting.shift(); next; next = this.waiting.shift()) next.reject(this.dead);
  }
}

const NO_ROWS: readonly SqlRow[] = [];

const rowsOf = (result: SqlResult): readonly SqlRow[] => {
  if (typeof result !== 'number') return result;
  return result === 0 ? NO_ROWS : [{ rowid: result }];
};
