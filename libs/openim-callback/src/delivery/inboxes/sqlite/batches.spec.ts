import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { eventually, Gate } from '../../inbox-suite/eventually.js';
import { suiteEvent } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { SqlClient } from './database/sql-client.js';
import { SqliteInbox } from './sqlite-inbox.js';

const SIZE = 100;

describe('a batch from an SQLite file', () => {
  let folder: string;
  let inbox: SqliteInbox;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sqlite-batches-'));
    inbox = new SqliteInbox({ file: join(folder, 'inbox.db') });
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await inbox.close();
    await rm(folder, { recursive: true });
  });

  /** A batch of which nothing is written yet, and what ends it. */
  const batchOf = async (target: SuiteTarget): Promise<void> => {
    await inbox.start(target);
    const appended = Array.from({ length: SIZE }, (_, number) =>
      inbox.append(suiteEvent(number, { key: `key ${number % 7}` })),
    );
    await Promise.all(appended);
    await eventually(() => expect(target.batches[0]?.numbers).toHaveLength(SIZE));
  };

  /** How many transactions have a statement like that. */
  const transactionsWith = (
    writes: { readonly mock: { readonly calls: unknown[][] } },
    sql: RegExp,
  ): number =>
    writes.mock.calls.filter(([statements]) =>
      (statements as readonly { readonly sql: string }[]).some((each) => sql.test(each.sql)),
    ).length;

  it('is removed in one transaction', async () => {
    const gate = new Gate();
    await batchOf(new SuiteTarget().onBatch('all', { size: SIZE, within: 60_000 }, () => gate.passed));
    const writes = jest.spyOn(SqlClient.prototype, 'write');
    gate.open();
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    expect(transactionsWith(writes, /DELETE FROM events/)).toBe(1);
  });

  it('that has failed is noted in one transaction', async () => {
    const gate = new Gate();
    const fail = async (): Promise<void> => {
      await gate.passed;
      throw new Error('no');
    };
    const retry = { minDelay: 60_000, maxDelay: 60_000 };
    const target = new SuiteTarget().onBatch('all', { size: SIZE, within: 60_000 }, fail, retry);
    await batchOf(target);
    const writes = jest.spyOn(SqlClient.prototype, 'write');
    gate.open();
    await eventually(() => expect(transactionsWith(writes, /UPDATE events SET pending/)).toBe(1));
    expect(target.failures).toHaveLength(1);
    const [updates] = writes.mock.calls.map(([statements]) =>
      statements.filter(({ sql }) => /UPDATE events SET pending/.test(sql)),
    );
    expect(updates).toHaveLength(SIZE);
  });
});
