import type { DeadLetter, DeadLetterFilter } from '../../dead-letters.js';
import { STILL_OWNED, traceOf, type Lease } from './event-statements.js';
import type { SqlRow, SqlStatement, SqlValue } from './database/sql-protocol.js';

/** A dead letter in the file, which knows the order of its event for when it is sent again. */
export interface StoredLetter extends DeadLetter {
  readonly orderingKey?: string | undefined;
}

/** Adds a dead letter, under a lease only if that still holds: otherwise another process is at the event. */
export const insertDeadLetter = (letter: StoredLetter, lease?: Lease): SqlStatement => ({
  sql: `INSERT OR IGNORE INTO dead_letters
    (id, kind, command, listener, reason, attempts, event_id, operation_id, received_at, died_at, query, headers, raw, trace,
     ordering_key)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? ${lease ? `WHERE ${STILL_OWNED}` : ''}`,
  params: [
    letter.id,
    letter.kind,
    letter.command ?? null,
    letter.listener ?? null,
    letter.reason,
    letter.attempts,
    letter.eventID,
    letter.operationID,
    letter.receivedAt,
    letter.diedAt,
    letter.query,
    JSON.stringify(letter.headers),
    letter.raw,
    letter.trace ?? null,
    letter.orderingKey ?? null,
    ...(lease ? [lease.partition, lease.owner, lease.epoch] : []),
  ],
});

/** Deletes the oldest unusable callbacks beyond a number and a sum of bytes, so that garbage fills no disk. */
export const trimUnusable = (maxCount: number, maxBytes: number): SqlStatement => ({
  sql: `DELETE FROM dead_letters WHERE number IN (
    SELECT number FROM (
      SELECT number, row_number() OVER newest AS rank, sum(length(raw)) OVER newest AS bytes
      FROM dead_letters WHERE kind = 'unusable' WINDOW newest AS (ORDER BY number DESC)
    ) WHERE rank > ? OR bytes > ?)`,
  params: [maxCount, maxBytes],
});

/** Those that match, oldest first; none beyond a number that an earlier look has given. */
export function selectDeadLetters(filter: DeadLetterFilter, limit: number, last?: number): SqlStatement {
  const { where, params } = condition(filter, last);
  return { sql: `SELECT * FROM dead_letters ${where} ORDER BY number LIMIT ?`, params: [...params, limit] };
}

/** The number of the latest. */
export const selectLastNumber: SqlStatement = {
  sql: 'SELECT coalesce(max(number), 0) AS last FROM dead_letters',
};

/** Deletes those that match, of a page only the oldest so many; gives a row for each. */
export function deleteDeadLetters(
  filter: DeadLetterFilter,
  page?: { readonly limit: number; readonly last: number },
): SqlStatement {
  const { where, params } = condition(filter, page?.last);
  if (!page) return { sql: `DELETE FROM dead_letters ${where} RETURNING number`, params };
  return {
    sql: `DELETE FROM dead_letters WHERE number IN
      (SELECT number FROM dead_letters ${where} ORDER BY number LIMIT ?) RETURNING number`,
    params: [...params, page.limit],
  };
}

/** Reads a row of `dead_letters`. */
export const toDeadLetter = (row: SqlRow): DeadLetter => ({
  id: String(row['id']),
  kind: row['kind'] === 'unusable' ? 'unusable' : 'undelivered',
  command: textOf(row['command']),
  listener: textOf(row['listener']),
  reason: String(row['reason']),
  attempts: Number(row['attempts']),
  eventID: String(row['event_id']),
  operationID: String(row['operation_id']),
  receivedAt: Number(row['received_at']),
  diedAt: Number(row['died_at']),
  query: String(row['query']),
  headers: headersOf(row['headers']),
  raw: Buffer.from(row['raw'] instanceof Uint8Array ? row['raw'] : []),
  ...traceOf(row),
});

/** The ordering key of a row of `dead_letters`. */
export const orderingKeyOf = (row: SqlRow): string | undefined => textOf(row['ordering_key']);

function headersOf(value: SqlValue | undefined): Record<string, string> {
  try {
    return JSON.parse(String(value)) as Record<string, string>;
  } catch {
    return {};
  }
}

const textOf = (value: SqlValue | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function condition(filter: DeadLetterFilter, last?: number): { where: string; params: readonly SqlValue[] } {
  const { ids, kind, command, listener, reason, since, until } = filter;
  const parts: [string, SqlValue | undefined][] = [
    ['id IN (SELECT value FROM json_each(?))', ids && JSON.stringify(ids)],
    ['kind = ?', kind],
    ['command = ?', command],
    ['listener = ?', listener],
    ['instr(lower(reason), lower(?)) > 0', reason],
    ['died_at >= ?', since],
    ['died_at < ?', until],
    ['number <= ?', last],
  ];
  const given = parts.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
  return {
    where: given.length === 0 ? '' : `WHERE ${given.map(({ sql }) => sql).join(' AND ')}`,
    params: given.map(({ value }) => value),
  };
}
