import { HEAD } from './event-statements.js';
import type { SqliteDatabase } from './database/sqlite-database.js';
import type { SqliteInboxSettings } from './sqlite-inbox.options.js';
import type { SqlStatement } from './database/sql-protocol.js';

/** Pages given back to the file system at a time, few enough not to be felt. */
const SHRINK_PAGES = 64;

/** Delivered events that are deleted at a time, so that no write has to wait for long. */
const TRIMMED = 500;

/** Deletes of the oldest delivered events those beyond an age or a number; gives a row for each. */
const trimDelivered = (now: number, retention: number, maxCount: number): SqlStatement => ({
  // What lies in the future was delivered before the clock was set back.
  sql: `DELETE FROM delivered WHERE number IN (SELECT number FROM delivered ORDER BY number LIMIT ${TRIMMED})
    AND (delivered_at NOT BETWEEN ? AND ? OR number <= (SELECT max(number) FROM delivered) - ?)
    RETURNING number`,
  params: [now - retention, now, maxCount],
});

/** Puts the counter right where it can be seen to be wrong: an operator may have deleted events. */
const correctRemoved: SqlStatement = {
  sql: `UPDATE counters SET value = ${HEAD}
    WHERE name = 'removed' AND value <> ${HEAD} AND NOT EXISTS (SELECT 1 FROM events)`,
};

/** Forgets keys that can suppress nothing any more. */
export const forgetSeen = (now: number, window: number): SqlStatement => ({
  sql: 'DELETE FROM seen WHERE at < ? OR at > ?',
  params: [now - window, now + window],
});

/**
 * Deletes what is not needed any more and gives its space back; a little at a time, other writes go in between.
 * Not with the signs of life, which must not wait for it.
 */
export async function maintainFile(
  database: Pick<SqliteDatabase, 'write' | 'shrink'>,
  { duplicateWindow, retention, maxRetained }: SqliteInboxSettings,
): Promise<void> {
  await database.write([forgetSeen(Date.now(), duplicateWindow), correctRemoved]);
  let trimmed = TRIMMED;
  while (trimmed === TRIMMED) {
    const [rows = []] = await database.write([trimDelivered(Date.now(), retention, maxRetained)]);
    trimmed = rows.length;
  }
  await database.shrink(SHRINK_PAGES);
}
