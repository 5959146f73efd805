import fc from 'fast-check';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeadLetter, DeadLetterFilter } from './dead-letters.js';
import {
  deleteDeadLetters,
  insertDeadLetter,
  selectDeadLetters,
  toDeadLetter,
} from './inboxes/sqlite/dead-letter-statements.js';
import { openDatabase } from './inboxes/sqlite/database/open-database.js';
import { SqlClient } from './inboxes/sqlite/database/sql-client.js';
import { matchesFilter } from './dead-letters.js';

const reasons = ['Error: ÄÖ lost', 'TypeError: x', 'error: äö LOST', "it's 100%", ''];
const letters: DeadLetter[] = reasons.flatMap((reason, index) =>
  [1, 2].map((turn) => ({
    id: `id ${index}-${turn}`,
    kind: turn === 1 ? 'undelivered' : 'unusable',
    command: index === 0 ? undefined : `command ${index % 2}`,
    listener: turn === 1 ? `listener ${index % 3}` : undefined,
    reason,
    attempts: turn,
    eventID: `event ${index}`,
    operationID: '',
    receivedAt: 1000,
    diedAt: 1000 + index,
    query: '',
    headers: { a: 'b' },
    raw: Buffer.from([index, turn]),
  })),
);

const filters: fc.Arbitrary<DeadLetterFilter> = fc
  .record(
    {
      ids: fc.array(fc.constantFrom(...letters.map(({ id }) => id), 'none')),
      kind: fc.constantFrom('undelivered' as const, 'unusable' as const),
      command: fc.constantFrom('command 0', 'command 1', ''),
      listener: fc.constantFrom('listener 0', 'listener 1', 'LISTENER 0'),
      reason: fc.oneof(fc.constantFrom('ERROR', 'lost', 'ä', 'Ä', '%', "'", ''), fc.string({ maxLength: 2 })),
      since: fc.integer({ min: 998, max: 1006 }),
      until: fc.integer({ min: 998, max: 1006 }),
    },
    { requiredKeys: [] },
  )
  // NUL ends a text for SQLite's functions; no reason holds one.
  .filter(({ reason }) => !reason?.includes('\0'));

describe('matchesFilter and the same filter in SQL', () => {
  let folder: string;
  const client = new SqlClient();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'filter-'));
    await openDatabase(client, join(folder, 'inbox.db'), undefined);
    await client.write(letters.map((letter) => insertDeadLetter(letter)));
  });

  afterAll(async () => {
    await client.close();
    await rm(folder, { recursive: true });
  });

  it('find the same dead letters', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const [rows = []] = await client.read([selectDeadLetters(filter, 100)]);
        expect(rows.map(toDeadLetter)).toEqual(letters.filter((letter) => matchesFilter(letter, filter)));
      }),
      { numRuns: 300 },
    );
  });

  it('delete the same dead letters', async () => {
    const filter: DeadLetterFilter = { kind: 'unusable', since: 1003, reason: 'IT' };
    const [rows = []] = await client.write([deleteDeadLetters(filter)]);
    expect(rows).toHaveLength(letters.filter((letter) => matchesFilter(letter, filter)).length);
    expect(rows).toHaveLength(1);
  });
});
