import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suiteUnusable } from '../../inbox-suite/suite-event.js';
import { unusableLetter } from '../../dead-letters.js';
import { insertDeadLetter, trimUnusable } from './dead-letter-statements.js';
import { openDatabase } from './database/open-database.js';
import { SqliteDatabase } from './database/sqlite-database.js';
import { SqliteDeadLetters } from './sqlite-dead-letters.js';
import { forgetSeen } from './maintenance.js';
import { SqlClient } from './database/sql-client.js';
import type { SqlStatement } from './database/sql-protocol.js';

describe('many dead letters in a file', () => {
  let folder: string;
  let database: SqliteDatabase;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sqlite-letters-'));
    const file = join(folder, 'a.db');
    database = new SqliteDatabase({ file, driver: undefined, onOpen: () => undefined });
  });

  afterEach(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('are purged a page at a time, and none that came meanwhile', async () => {
    const letter = (body: string): SqlStatement => insertDeadLetter(unusableLetter(suiteUnusable(body)));
    await database.write(Array.from({ length: 450 }, (_, index) => letter(String(index))));
    const pages: number[] = [];
    const letters = new SqliteDeadLetters(database.read, async (statements) => {
      const results = await database.write(statements);
      pages.push(...results.map(({ length }) => length));
      await database.write([letter('came meanwhile')]);
      return results;
    });
    expect(await letters.purge()).toBe(450);
    expect(Math.max(...pages)).toBe(200);
    expect((await letters.list()).map(({ raw }) => raw.toString())).toEqual(
      pages.map(() => 'came meanwhile'),
    );
  });

  it.each([
    ['unusable callbacks', trimUnusable(1, 1), 'unusable_letters'],
    ['keys', forgetSeen(1, 1), 'seen_at'],
  ])('and what else is trimmed is found by an index: %s', async (_of, { sql }, index) => {
    const client = new SqlClient();
    try {
      await openDatabase(client, join(folder, 'b.db'), undefined);
      const rows = await client.outside(`EXPLAIN QUERY PLAN ${sql.replaceAll('?', '1')}`);
      const plan = rows.map(({ detail }) => String(detail)).join('\n');
      expect(plan).toContain(index);
      expect(plan).not.toMatch(/^SCAN (dead_letters|seen)$/m);
    } finally {
      await client.close();
    }
  });
});
