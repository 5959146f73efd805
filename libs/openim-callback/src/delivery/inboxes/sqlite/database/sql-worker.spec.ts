import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findDriver } from './sqlite-driver.js';
import { SqlClient, sourceOf, SqlError } from './sql-client.js';
import { NO_DRIVER, type SqlResponse } from './sql-protocol.js';
import { sqlWorker } from './sql-worker.js';

describe('the SQLite thread', () => {
  let folder: string;
  let client: SqlClient;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sql-worker-'));
    client = new SqlClient();
    await client.open({ ...findDriver(undefined), file: join(folder, 'a.db'), pragmas: [] });
    await client.write([{ sql: 'CREATE TABLE t (a TEXT UNIQUE, b BLOB)' }]);
  });

  afterEach(async () => {
    await client.close();
    await rm(folder, { recursive: true });
  });

  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'worked',
      (error: unknown) => (error instanceof SqlError ? error.code : error),
    );

  it('gives back what was stored, of every type, and no bytes for no bytes', async () => {
    const values = ['text "ä" 🙂', new Uint8Array([0, 1, 255])] as const;
    await client.write([
      { sql: 'INSERT INTO t VALUES (?, ?)', params: values },
      { sql: 'INSERT INTO t VALUES (?, ?)', params: [null, Buffer.alloc(0)] },
    ]);
    const [rows = []] = await client.read([{ sql: 'SELECT *, 2 AS n, 1.5 AS f, 4294967295 AS big FROM t' }]);
    expect(rows[0]?.['a']).toBe(values[0]);
    expect(Buffer.from(rows[0]?.['b'] as Uint8Array)).toEqual(Buffer.from(values[1]));
    expect(rows[0]).toMatchObject({ n: 2, f: 1.5, big: 4_294_967_295 });
    expect(rows[1]?.['a']).toBeNull();
    expect(rows[1]?.['b']).toHaveLength(0);
  });

  it('gives the rows of each statement of a transaction', async () => {
    const rows = await client.write([
      { sql: "INSERT INTO t VALUES ('x', NULL) RETURNING a" },
      { sql: "UPDATE t SET a = 'y'" },
      { sql: 'SELECT a FROM t' },
    ]);
    expect(rows).toEqual([[{ a: 'x' }], [], [{ a: 'y' }]]);
    expect(await client.write([])).toEqual([]);
  });

  it('gives the number of a row that was inserted, and nothing where none was', async () => {
    const insert = "INSERT INTO t SELECT 'x', NULL WHERE ?";
    const rows = await client.write([
      { sql: insert, params: [1] },
      { sql: insert, params: [0] },
      { sql: "UPDATE t SET a = 'y'" },
      { sql: 'INSERT INTO t SELECT ?, NULL', params: ['z'] },
      { sql: 'DELETE FROM t' },
    ]);
    expect(rows).toEqual([[{ rowid: 1 }], [], [], [{ rowid: 2 }], []]);
  });

  it('goes on with the right statements after one that failed', async () => {
    expect(await codeOf(client.write([{ sql: 'SELEC' }, { sql: 'SELECT 1 AS one' }]))).toBe(1);
    expect(await client.read([{ sql: 'SELECT 2 AS two' }, { sql: 'SELECT 1 AS one' }])).toEqual([
      [{ two: 2 }],
      [{ one: 1 }],
    ]);
  });

  it('writes all of a transaction or nothing', async () => {
    const write = client.write([
      { sql: "INSERT INTO t VALUES ('x', NULL)" },
      { sql: 'INSERT INTO nowhere VALUES (1)' },
    ]);
    await expect(write).rejects.toThrow('nowhere');
    expect(await client.read([{ sql: 'SELECT * FROM t' }])).toEqual([[]]);
  });

  it('tells failures by SQLite’s primary result code', async () => {
    const insert = { sql: "INSERT INTO t VALUES ('x', NULL)" };
    expect(await codeOf(client.write([{ sql: 'SELEC' }]))).toBe(1);
    expect(await codeOf(client.write([insert, insert]))).toBe(19);
    expect(await codeOf(client.write([{ sql: 'SELECT zeroblob(2000000000)' }]))).toBe(18);
    expect(await codeOf(client.open({ ...findDriver(undefined), file: folder, pragmas: [] }))).toBe(14);
    expect(await codeOf(client.write([insert]))).toBe(14);
    expect(
      await codeOf(client.open({ driver: 'no-such-driver', className: null, file: 'x', pragmas: [] })),
    ).toBe(NO_DRIVER);
  });

  it('says busy when another connection is writing', async () => {
    const other = new SqlClient();
    await other.open({
      ...findDriver(undefined),
      file: join(folder, 'a.db'),
      pragmas: ['PRAGMA busy_timeout = 0'],
    });
    await other.outside('BEGIN IMMEDIATE');
    expect(await codeOf(client.write([{ sql: 'SELECT 1' }]))).toBe(5);
    await other.outside('ROLLBACK');
    expect(await codeOf(client.write([{ sql: 'SELECT 1' }]))).toBe('worked');
    await other.close();
  });

  it('answers everyone when it ends', async () => {
    const asked = codeOf(client.read([{ sql: 'SELECT 1' }]));
    await client.close();
    expect(await asked).toBe('worked');
    expect(await codeOf(client.read([{ sql: 'SELECT 1' }]))).toBe(0);
    await client.close();
  });

  it('is self-contained: its text runs in a thread that has nothing else', async () => {
    const text = `const { parentPort } = require('node:worker_threads'); (${sqlWorker.toString()})(parentPort, require);`;
    const worker = new Worker(text, { eval: true });
    const answers = new Promise<SqlResponse[]>((resolve) => {
      const got: SqlResponse[] = [];
      worker.on('message', (message: SqlResponse) => {
        if (got.push(message) === 2) resolve(got);
      });
    });
    worker.postMessage({
      kind: 'open',
      ...findDriver(undefined),
      file: join(folder, 'b.db'),
      pragmas: [],
    });
    worker.postMessage({ kind: 'outside', sql: 'SELECT 7 AS seven' });
    expect(await answers).toEqual([{ results: [] }, { results: [[{ seven: 7 }]] }]);
    await worker.terminate();
  });

  it('runs when a bundler wrapped its functions to keep their names', async () => {
    const wrapped = sqlWorker.toString().replace('{', '{ __name(() => undefined, "named");');
    const worker = new Worker(sourceOf(wrapped), { eval: true });
    const answer = new Promise((resolve) => worker.once('message', resolve));
    worker.postMessage({ kind: 'close' });
    expect(await answer).toEqual({ results: [] });
    await worker.terminate();
  });
});
