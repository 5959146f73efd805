import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from './open-database.js';
import { MIGRATIONS } from './schema.js';
import { findDriver } from './sqlite-driver.js';
import { UnusableStorageError } from './storage-problem.js';
import { selectBacklog } from '../event-statements.js';
import { SqlClient, SqlError } from './sql-client.js';

describe('openDatabase', () => {
  let folder: string;
  let file: string;
  let client: SqlClient;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'open-database-'));
    file = join(folder, 'deep', 'inbox.db');
    client = new SqlClient();
  });

  afterEach(async () => {
    await client.close();
    await rm(folder, { recursive: true });
  });

  const pragma = async (name: string): Promise<unknown> =>
    Object.values((await client.outside(`PRAGMA ${name}`))[0] ?? {})[0];

  const tables = async (): Promise<unknown[]> =>
    (await client.outside("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")).map(
      ({ name }) => name,
    );

  /** Makes a database that is not ours, without the package's help. */
  const foreign = async (...sqls: string[]): Promise<void> => {
    await mkdir(join(folder, 'deep'), { recursive: true });
    const other = new SqlClient();
    await other.open({ ...findDriver(undefined), file, pragmas: [] });
    await other.write(sqls.map((sql) => ({ sql })));
    await other.close();
  };

  it('makes the folder and the file, durable and of the newest schema', async () => {
    expect(await openDatabase(client, file, undefined)).toEqual({ isNew: true, setAside: undefined });
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
    expect(await pragma('auto_vacuum')).toBe(2);
    expect(await pragma('user_version')).toBe(MIGRATIONS.length);
    expect(await tables()).toEqual([
      'counters',
      'dead_letters',
      'delivered',
      'events',
      'leases',
      'members',
      'seen',
      'sqlite_sequence',
    ]);
    const [[count] = []] = await client.read([{ sql: 'SELECT count(*) AS count FROM leases' }]);
    expect(count).toEqual({ count: 64 });
  });

  it('finds everything again, as durable as before', async () => {
    await openDatabase(client, file, undefined);
    await client.write([{ sql: "INSERT INTO seen (key, at) VALUES ('k', 1)" }]);
    await client.close();
    client = new SqlClient();
    expect(await openDatabase(client, file, undefined)).toEqual({ isNew: false, setAside: undefined });
    expect(await client.read([{ sql: 'SELECT * FROM seen' }])).toEqual([[{ key: 'k', at: 1 }]]);
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('synchronous')).toBe(2);
  });

  it('gives the space of what was deleted back when it is told to', async () => {
    await openDatabase(client, file, undefined);
    const big = { sql: 'INSERT INTO seen (key, at) VALUES (hex(randomblob(5000)), 1)' };
    await client.write(Array.from({ length: 50 }, () => big));
    await client.write([{ sql: 'DELETE FROM seen' }]);
    expect(await pragma('freelist_count')).toBeGreaterThan(64);
    const pages = Number(await pragma('page_count'));
    await client.outside('PRAGMA incremental_vacuum(64)');
    expect(await pragma('page_count')).toBe(pages - 64);
  });

  it('refuses a file of a newer version, telling what to do', async () => {
    await openDatabase(client, file, undefined);
    await client.outside(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
    const attempt = openDatabase(client, file, undefined);
    await expect(attempt).rejects.toThrow(UnusableStorageError);
    await expect(attempt).rejects.toThrow(
      `has schema version ${MIGRATIONS.length + 1}, this package knows up to ${MIGRATIONS.length}: install`,
    );
  });

  it("refuses another program's database and leaves it as it is", async () => {
    await foreign('CREATE TABLE customers (name TEXT)');
    const before = await readFile(file);
    await expect(openDatabase(client, file, undefined)).rejects.toThrow("another program's database");
    await client.close();
    expect(await readFile(file)).toEqual(before);
    expect(await readdir(join(folder, 'deep'))).toEqual(['inbox.db']);
  });

  it('migrates a file of an older version, keeping what is in it', async () => {
    await openDatabase(client, file, undefined);
    await client.write([{ sql: "INSERT INTO seen (key, at) VALUES ('k', 1)" }]);
    const next = ['ALTER TABLE seen ADD COLUMN note TEXT', "UPDATE seen SET note = 'migrated'"];
    const steps = [...MIGRATIONS, next];
    expect(await openDatabase(client, file, undefined, steps)).toEqual({ isNew: false, setAside: undefined });
    expect(await client.read([{ sql: 'SELECT * FROM seen' }])).toEqual([
      [{ key: 'k', at: 1, note: 'migrated' }],
    ]);
    expect(await pragma('user_version')).toBe(steps.length);
    await openDatabase(client, file, undefined, steps);
    expect(await pragma('user_version')).toBe(steps.length);
  });

  it.each([
    [
      'a binary of another platform',
      "throw Object.assign(new Error('invalid ELF header'), { code: 'ERR_DLOPEN_FAILED' })",
    ],
    [
      'a binary that is not there',
      "module.exports = class { constructor() { throw new Error('Could not locate the bindings file. Tried: x') } }",
    ],
  ])('tells %s from a storage that fails', async (_what, text) => {
    const entry = process.argv[1] ?? '';
    const driver = join(folder, 'node_modules', 'better-sqlite3');
    await mkdir(driver, { recursive: true });
    await writeFile(join(driver, 'index.js'), text);
    process.argv[1] = join(folder, 'main.js');
    try {
      const opened = openDatabase(client, file, 'better-sqlite3');
      await expect(opened).rejects.toThrow(UnusableStorageError);
      await expect(opened).rejects.toThrow(/cannot load .*better-sqlite3.*: (invalid ELF|Could not locate)/);
    } finally {
      process.argv[1] = entry;
    }
  });

  it('counts what waits in a file of a version that did not', async () => {
    await openDatabase(client, file, undefined, MIGRATIONS.slice(0, 2));
    const add = "INSERT INTO events VALUES (NULL, 0, 'i', 'c', 'o', NULL, 0, '', x'00', 0, NULL, NULL)";
    await client.write([
      ...[1, 2, 3, 4].map(() => ({ sql: add })),
      { sql: 'DELETE FROM events WHERE seq = 2' },
    ]);
    await openDatabase(client, file, undefined);
    const [[backlog] = []] = await client.read([selectBacklog]);
    expect(backlog).toEqual({ pending: 3, oldest: 0, letters: 0 });
  });

  it('leaves a file as it was when a migration fails', async () => {
    await openDatabase(client, file, undefined);
    const broken = ['ALTER TABLE seen ADD COLUMN note TEXT', 'UPDATE nothing SET x = 1'];
    await expect(openDatabase(client, file, undefined, [...MIGRATIONS, broken])).rejects.toThrow('nothing');
    expect(await pragma('user_version')).toBe(MIGRATIONS.length);
    const columns = await client.outside('PRAGMA table_info(seen)');
    expect(columns.map(({ name }) => name)).toEqual(['key', 'at']);
  });

  it('lets several processes make the same file at a time', async () => {
    const clients = [client, new SqlClient(), new SqlClient(), new SqlClient()];
    try {
      await Promise.all(clients.map((each) => openDatabase(each, file, undefined)));
      for (const each of clients) {
        expect(await each.read([{ sql: 'SELECT count(*) AS count FROM leases' }])).toEqual([[{ count: 64 }]]);
      }
    } finally {
      await Promise.all(clients.map((each) => each.close()));
    }
  });

  it('goes on when another process is in the way of a step', async () => {
    let refused = 0;
    class LockedOut extends SqlClient {
      override outside(sql: string): ReturnType<SqlClient['outside']> {
        if (sql !== 'PRAGMA journal_mode = WAL' || refused === 2) return super.outside(sql);
        refused++;
        return Promise.reject(new SqlError('database is locked', 5));
      }
    }
    await client.close();
    client = new LockedOut();
    expect(await openDatabase(client, file, undefined)).toEqual({ isNew: true, setAside: undefined });
    expect(refused).toBe(2);
    expect(await pragma('journal_mode')).toBe('wal');
  });

  it('sets a file aside that is no database, with what belongs to it', async () => {
    await mkdir(join(folder, 'deep'));
    await writeFile(file, 'not a database at all, '.repeat(100));
    const { setAside: aside } = await openDatabase(client, file, undefined);
    expect(aside).toMatch(/inbox\.db\.damaged-\d{4}-\d\d-\d\dT/);
    expect(await readFile(aside ?? '', 'utf8')).toMatch(/^not a database/);
    expect(await tables()).toContain('events');
  });

  it('takes an empty file for a new one, unless a journal shows that it was not', async () => {
    await mkdir(join(folder, 'deep'));
    await writeFile(file, '');
    expect(await openDatabase(client, file, undefined)).toEqual({ isNew: true, setAside: undefined });
    await client.close();
    await writeFile(`${file}-wal`, 'frames');
    await truncate(file);
    client = new SqlClient();
    const { setAside: aside } = await openDatabase(client, file, undefined);
    expect(aside).toBeDefined();
    expect(await readFile(`${aside}-wal`, 'utf8')).toBe('frames');
  });
});
