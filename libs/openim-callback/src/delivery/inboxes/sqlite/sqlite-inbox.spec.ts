import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readlink, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inboxSuite } from '../../inbox-suite.js';
import { eventually, Gate } from '../../inbox-suite/eventually.js';
import { suiteEvent, suiteUnusable } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { NonRetriableError } from '../../retry/retry-errors.js';
import { insertEvent } from './event-statements.js';
import { heartbeat } from './lease-statements.js';
import { openDatabase } from './database/open-database.js';
import { monotonicNow } from './partition-leases.js';
import { partitionOf } from './partition-table.js';
import { identityOf } from './process-identity.js';
import { SqliteInbox, sqliteInbox } from './sqlite-inbox.js';
import type { SqliteInboxOptions } from './sqlite-inbox.options.js';
import { findDriver, type SqliteDriver } from './database/sqlite-driver.js';
import { SqlClient } from './database/sql-client.js';
import type { SqlRow } from './database/sql-protocol.js';

const isThere = (driver: SqliteDriver): boolean => {
  try {
    return findDriver(driver).driver.length > 0;
  } catch {
    return false;
  }
};

const drivers: SqliteDriver[] = [
  'libsql',
  ...(['node:sqlite', 'better-sqlite3'] as const).filter((driver) => isThere(driver)),
];

describe.each(drivers)('the inbox suite on the SQLite inbox with %s', (driver) => {
  let folder: string;
  let opened = { file: '', concurrency: 0 };
  let count = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'inbox-suite-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  const open = () => sqliteInbox({ ...opened, driver, pollInterval: 5 });
  const cases = inboxSuite({
    create: (concurrency) => {
      opened = { file: join(folder, `${++count}.db`), concurrency };
      return open();
    },
    reopen: open,
    createWith: (role) => {
      opened = { file: join(folder, `${++count}.db`), concurrency: 8 };
      return sqliteInbox({ ...opened, driver, pollInterval: 5, role });
    },
  });

  it.each(cases)('$name', ({ run }) => run());
});

describe('SqliteInbox', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sqlite-inbox-'));
    file = join(folder, 'inbox.db');
  });

  afterEach(() => rm(folder, { recursive: true }));

  async function started(
    target: SuiteTarget,
    options: Partial<SqliteInboxOptions> = {},
  ): Promise<SqliteInbox> {
    const inbox = new SqliteInbox({ file, pollInterval: 5, ...options });
    await inbox.start(target);
    return inbox;
  }

  const openFiles = async (): Promise<number> => {
    const links = (await readdir('/proc/self/fd')).map((fd) =>
      readlink(`/proc/self/fd/${fd}`).catch(() => ''),
    );
    return (await Promise.all(links)).filter((link) => link.startsWith(folder)).length;
  };

  it('leaves the events and leases of an app alone in a script, which serves no requests', async () => {
    const inScript = new SuiteTarget().on('one');
    const script = new SqliteInbox({ file, pollInterval: 5 });
    await script.start(inScript, { serving: false });
    expect(await script.append(suiteEvent(1))).toBe('stored');
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    const [members, leases] = await client.read([
      { sql: 'SELECT * FROM members' },
      { sql: 'SELECT * FROM leases WHERE owner IS NOT NULL' },
    ]);
    expect([members, leases]).toEqual([[], []]);
    await client.close();
    const target = new SuiteTarget().on('one');
    const app = await started(target);
    await script.append(suiteEvent(2));
    await eventually(() => expect(target.numbers()).toEqual([1, 2]));
    expect(inScript.attempts).toEqual([]);
    await script.close();
    await app.close();
  });

  it('delivers in a script that was asked to', async () => {
    const target = new SuiteTarget().on('one');
    const worker = new SqliteInbox({ file, pollInterval: 5, role: 'both' });
    await worker.start(target, { serving: false });
    await worker.append(suiteEvent(1));
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await worker.close();
  });

  it('writes into the file that is there, also where it only receives', async () => {
    const target = new SuiteTarget();
    const inbox = new SqliteInbox({ file, lease: 100, role: 'receive' });
    await inbox.start(target);
    // At once, so that nothing new is made in it meanwhile.
    await rename(folder, `${folder}-gone`);
    await rm(`${folder}-gone`, { recursive: true });
    await eventually(() =>
      expect(target.problems).toEqual([expect.stringContaining('was deleted'), undefined]),
    );
    await inbox.append(suiteEvent(1));
    expect((await inbox.state()).pending).toBe(1);
    await inbox.close();
    const other = await started(new SuiteTarget(), { role: 'receive' });
    expect((await other.state()).pending).toBe(1);
    await other.close();
  });

  it('keeps more in the file than in memory, and delivers all of it in order', async () => {
    const gate = new Gate();
    const target = new SuiteTarget().on('one', () => gate.passed);
    const inbox = await started(target, { lookAhead: 8, concurrency: 4 });
    await Promise.all(
      Array.from({ length: 300 }, (_, number) => inbox.append(suiteEvent(number, { key: `${number % 3}` }))),
    );
    expect((await inbox.state()).pending).toBe(300);
    gate.open();
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    expect(target.attempts).toHaveLength(300);
    for (const key of ['0', '1', '2']) {
      const numbers = target.attempts
        .filter(({ event }) => event.orderingKey === key)
        .map(({ number }) => number);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    await inbox.close();
  });

  it('delivers what it has just written without reading it back, however often it looks at the file', async () => {
    const target = new SuiteTarget().on('one', () => undefined);
    const inbox = await started(target, { pollInterval: 1 });
    const events = Array.from({ length: 2000 }, (_, number) => suiteEvent(number));
    const rest = [...events];
    const produce = async (): Promise<void> => {
      for (let event = rest.shift(); event; event = rest.shift()) await inbox.append(event);
    };
    await Promise.all(Array.from({ length: 16 }, produce));
    await eventually(() => expect(target.attempts).toHaveLength(events.length));
    const appended = new Set(events);
    const readBack = target.attempts.filter(({ event }) => !appended.has(event));
    expect(readBack.map(({ number }) => number)).toEqual([]);
    await inbox.close();
  });

  it('keeps the latest unusable callbacks, bounded in number and bytes, and every dead event', async () => {
    const target = new SuiteTarget().on('one', () => {
      throw new NonRetriableError('no');
    });
    const inbox = await started(target, { maxDeadLetters: 3, maxDeadLetterBytes: 6 });
    await inbox.append(suiteEvent(1));
    await eventually(async () => expect(await inbox.deadLetters.list()).toHaveLength(1));
    const kept = async () =>
      (await inbox.deadLetters.list({ kind: 'unusable' })).map(({ raw }) => raw.toString()).join(' ');
    for (const body of ['a', 'b', 'c', 'd']) await inbox.setAside(suiteUnusable(body));
    expect(await kept()).toBe('b c d');
    await inbox.setAside(suiteUnusable('12345'));
    expect(await kept()).toBe('d 12345');
    expect(await inbox.deadLetters.list({ kind: 'undelivered' })).toHaveLength(1);
    await inbox.close();
  });

  const delivered = async (): Promise<readonly SqlRow[]> => {
    const client = new SqlClient();
    try {
      await openDatabase(client, file, undefined);
      const [rows = []] = await client.read([{ sql: 'SELECT * FROM delivered ORDER BY number' }]);
      return rows;
    } finally {
      await client.close();
    }
  };

  it('suppresses no repetition with a duplicateWindow of 0, and remembers no keys', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await started(target, { duplicateWindow: 0 });
    const events = [1, 2, 3].map((number) => suiteEvent(number, { idempotencyKey: 'same' }));
    await Promise.all(events.map((event) => inbox.append(event)));
    await eventually(() => expect(target.numbers()).toEqual([1, 2, 3]));
    await inbox.close();
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    expect(await client.read([{ sql: 'SELECT * FROM seen' }])).toEqual([[]]);
    await client.close();
  });

  it('keeps nothing of delivered events, unless it is asked to', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await started(target);
    await inbox.append(suiteEvent(1));
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    await inbox.close();
    expect(await delivered()).toEqual([]);
  });

  it('keeps delivered events as they came, and none that has become a dead letter', async () => {
    const target = new SuiteTarget().on('one', ({ number }) => {
      if (number === 2) throw new NonRetriableError('no');
    });
    const inbox = await started(target, { retention: 3_600_000 });
    const event = suiteEvent(1, { key: 'k' });
    const before = Date.now();
    await inbox.append(event);
    await inbox.append(suiteEvent(2));
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    await inbox.close();
    const [row, ...others] = await delivered();
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      id: event.id,
      command: event.command,
      operation_id: event.operationID,
      ordering_key: 'k',
      received_at: event.receivedAt,
      query: event.query,
    });
    expect(Buffer.from(row?.['raw'] as Uint8Array)).toEqual(event.raw);
    expect(Number(row?.['delivered_at'])).toBeGreaterThanOrEqual(before);
  });

  it('deletes delivered events beyond their number or age, and all when none are to be kept', async () => {
    const inbox = await started(new SuiteTarget().on('one'), {
      retention: 3_600_000,
      maxRetained: 3,
      lease: 600,
    });
    for (let number = 0; number < 7; number++) await inbox.append(suiteEvent(number));
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    await eventually(async () => expect(await delivered()).toHaveLength(3));
    await inbox.close();
    expect((await delivered()).map(({ operation_id }) => operation_id)).toEqual(['op-4', 'op-5', 'op-6']);
    const other = await started(new SuiteTarget().on('one'), { lease: 600 });
    await eventually(async () => expect(await delivered()).toEqual([]));
    await other.close();
  });

  it('does not count what waits, and finds out when an operator has deleted events', async () => {
    const gate = new Gate();
    const inbox = await started(
      new SuiteTarget().on('one', () => gate.passed),
      { lease: 600 },
    );
    for (let number = 0; number < 5; number++) await inbox.append(suiteEvent(number));
    expect((await inbox.state()).pending).toBe(5);
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    await client.write([{ sql: 'DELETE FROM events WHERE seq < 4' }]);
    gate.open();
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    await eventually(async () => {
      expect(await client.read([{ sql: 'SELECT value FROM counters' }])).toEqual([[{ value: 5 }]]);
    });
    await client.close();
    await inbox.close();
  });

  it('lets go of the file for good when it is closed, whatever is asked afterwards', async () => {
    const target = new SuiteTarget().on('one', () => new Gate().passed);
    const inbox = await started(target, { lookAhead: 2 });
    for (let number = 0; number < 10; number++) await inbox.append(suiteEvent(number));
    await inbox.close();
    await expect(inbox.deadLetters.list()).rejects.toThrow('closed');
    expect((await inbox.state()).healthy).toBe(false);
    expect(await openFiles()).toBe(0);
    expect(target.attempts.every(({ signal }) => signal.aborted)).toBe(true);
  });

  it('hands its events over at once when it is closed, though its lease would last', async () => {
    const first = await started(
      new SuiteTarget().on('one', () => new Gate().passed),
      { lease: 60_000 },
    );
    await first.append(suiteEvent(1));
    await first.drain(1);
    await first.close();
    const target = new SuiteTarget().on('one');
    const second = await started(target, { lease: 60_000 });
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await second.close();
  });

  it('takes over at once from a process that was killed, though its lease would last', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
    const killed = `it ${identityOf(child.pid ?? 0)}`;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    await client.write(heartbeat({ id: killed, now: monotonicNow(), lease: 60_000 }));
    await client.write(insertEvent(suiteEvent(1), 0, 0));
    await client.close();
    const target = new SuiteTarget().on('one');
    const inbox = await started(target, { lease: 60_000 });
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await inbox.close();
  });

  it('runs events of which an attempt has ended a process one at a time, and notes each attempt of them', async () => {
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    const pending = [{ listener: 'one', attempts: 1, failedAt: 0, dueAt: 0, begun: true }];
    for (const number of [1, 2, 3]) await client.write(insertEvent(suiteEvent(number), 0, 0));
    await client.write([{ sql: 'UPDATE events SET pending = ?', params: [JSON.stringify(pending)] }]);
    let running = 0;
    const noted: unknown[] = [];
    const target = new SuiteTarget().on('one', async ({ number }) => {
      running++;
      const sql =
        "SELECT pending ->> '$[0].attempts' AS attempts FROM events WHERE seq = ? AND pending LIKE '%begun%'";
      const [rows = []] = await client.read([{ sql, params: [number] }]);
      noted.push(running, ...rows);
      running--;
    });
    const inbox = await started(target);
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    expect(noted).toEqual([1, 2, 3].flatMap(() => [1, { attempts: 2 }]));
    expect(target.failures.map(({ attempt, error }) => [attempt, String(error).split(':')[0]])).toEqual(
      [1, 2, 3].map(() => [2, 'ProcessEndedError']),
    );
    await inbox.close();
    await client.close();
  });

  it('notes no attempt of what no process has died of', async () => {
    const client = new SqlClient();
    const target = new SuiteTarget().on('one', async () => {
      const [rows] = await client.read([{ sql: 'SELECT pending FROM events' }]);
      expect(rows).toEqual([{ pending: null }]);
    });
    const inbox = await started(target);
    await openDatabase(client, file, undefined);
    await inbox.append(suiteEvent(1));
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    expect(target.failures).toEqual([]);
    await inbox.close();
    await client.close();
  });

  it('keeps the ordering key of what is sent again, by which a process is chosen', async () => {
    const target = new SuiteTarget().on('one', () => {
      throw new NonRetriableError('no');
    });
    const inbox = await started(target);
    const event = suiteEvent(1, { key: 'k' });
    await inbox.append(event);
    await eventually(async () => expect((await inbox.state()).deadLetters).toBe(1));
    await inbox.close();
    const other = new SqliteInbox({ file });
    expect(await other.deadLetters.redrive()).toBe(1);
    await other.close();
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    const [rows] = await client.read([{ sql: 'SELECT partition, ordering_key FROM events' }]);
    expect(rows).toEqual([{ partition: partitionOf(event), ordering_key: 'k' }]);
    await client.close();
  });

  it('keeps one event of a key at a time when unusable callbacks turn out to have one', async () => {
    const running = new Set<string | undefined>();
    const together: number[] = [];
    const target = new SuiteTarget().on('one', async ({ number, event: { orderingKey } }) => {
      if (running.has(orderingKey)) together.push(number);
      running.add(orderingKey);
      await new Promise((resolve) => setImmediate(resolve));
      running.delete(orderingKey);
    });
    const inboxes = await Promise.all([started(target, { lease: 600 }), started(target, { lease: 600 })]);
    const [inbox] = inboxes;
    const client = new SqlClient();
    await openDatabase(client, file, undefined);
    await eventually(async () => {
      const [shares] = await client.read([{ sql: 'SELECT count(*) AS share FROM leases GROUP BY owner' }]);
      expect(shares).toEqual([{ share: 32 }, { share: 32 }]);
    });
    await client.close();
    const unusable = Array.from({ length: 60 }, (_, number) =>
      suiteUnusable(suiteEvent(number, { key: 'k' }).raw.toString()),
    );
    for (const callback of unusable) await inbox.setAside(callback);
    expect(await inbox.deadLetters.redrive()).toBe(60);
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    expect(together).toEqual([]);
    expect(target.attempts.map(({ event }) => event.id).toSorted()).toEqual(
      unusable.map(({ id }) => id).toSorted(),
    );
    await Promise.all(inboxes.map((each) => each.close()));
  });

  it('shows its dead letters without being started, as the CLI does', async () => {
    const first = await started(new SuiteTarget());
    await first.setAside(suiteUnusable('{'));
    await first.close();
    const reader = new SqliteInbox({ file });
    expect(await reader.deadLetters.list()).toHaveLength(1);
    await reader.close();
  });

  it('sends dead letters again once, however many do it at a time', async () => {
    const target = new SuiteTarget().on('one', () => {
      throw new NonRetriableError('no');
    });
    const inbox = await started(target);
    for (let number = 0; number < 300; number++) await inbox.append(suiteEvent(number));
    await eventually(async () => expect((await inbox.state()).deadLetters).toBe(300));
    target.on('one');
    const other = new SqliteInbox({ file });
    const redriven = await Promise.all([inbox.deadLetters.redrive(), other.deadLetters.redrive()]);
    expect(redriven[0] + redriven[1]).toBe(300);
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    expect(target.attempts).toHaveLength(600);
    await other.close();
    await inbox.close();
  });

  it('does not start without its driver', async () => {
    const cwd = process.cwd();
    const [, entry = ''] = process.argv;
    const inbox = new SqliteInbox({ file, driver: 'better-sqlite3' });
    try {
      process.chdir('/');
      process.argv[1] = '/main.js';
      await expect(inbox.start(new SuiteTarget())).rejects.toThrow('npm install better-sqlite3');
    } finally {
      process.chdir(cwd);
      process.argv[1] = entry;
      await inbox.close();
    }
  });
});
