import { crc32 } from 'node:zlib';
import type { AcceptedEvent, StoredEvent } from '../../accepted-event.js';
import type { WaitingEvent } from '../../inbox.js';
import { untried, type PendingListener } from '../../scheduler/queued-event.js';
import { partitionOf } from './partition-table.js';
import type { SqlRow, SqlStatement, SqlValue } from './database/sql-protocol.js';

/** A lease by which this process may change the events of a partition. */
export interface Lease {
  readonly owner: string;
  readonly partition: number;
  /** Grows with every change of owner: what an earlier owner still does is told by it. */
  readonly epoch: number;
}

/** An event as it was read back. */
export interface EventRow {
  readonly seq: number;
  readonly partition: number;
  readonly stored: StoredEvent;
  readonly pending: readonly PendingListener[] | undefined;
  /** Whether the body is what was written. */
  readonly intact: boolean;
  /** Whether it was an unusable callback, which was sent again to be read once more. */
  readonly wasUnusable: boolean;
}

const COLUMNS =
  'partition, id, command, operation_id, ordering_key, received_at, query, raw, checksum, pending, trace, recipients';
const INSERT = `INSERT INTO events (${COLUMNS})`;

const valuesOf = (event: StoredEvent, pending: string | null) =>
  [
    partitionOf(event),
    event.id,
    event.command,
    event.operationID,
    event.orderingKey ?? null,
    event.receivedAt,
    event.query,
    event.raw,
    crc32(event.raw),
    pending,
    event.trace ?? null,
    event.recipients ? JSON.stringify(event.recipients) : null,
  ] as const;

/** When a key must have been seen to suppress a repetition: not in the future either, the clock may have been set. */
const RECENT = 'at BETWEEN ? AND ?';

/**
 * Adds an event. The first statement gives its `seq` as `rowid`, or no row for the repetition of an event seen less than
 * `window` milliseconds ago; with a window of 0 repetitions are not looked for.
 */
export function insertEvent(event: AcceptedEvent, now: number, window: number): readonly SqlStatement[] {
  const values = valuesOf(event, null);
  const key = event.idempotencyKey;
  const recent = [now - window, now + window];
  if (key === undefined || window <= 0)
    return [{ sql: `${INSERT} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, params: values }];
  return [
    {
      sql: `${INSERT} SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
        WHERE NOT EXISTS (SELECT 1 FROM seen WHERE key = ? AND ${RECENT})`,
      params: [...values, key, ...recent],
    },
    {
      sql: `INSERT INTO seen (key, at) VALUES (?, ?)
        ON CONFLICT (key) DO UPDATE SET at = excluded.at WHERE NOT (${RECENT})`,
      params: [key, now, ...recent],
    },
  ];
}

/** What is sent again of a dead letter. */
export interface Reinsertion {
  readonly event: StoredEvent;
  /** The listener it is for; undefined for all. */
  readonly pending: readonly PendingListener[] | undefined;
  readonly wasUnusable: boolean;
}

/** Adds an event again unless its dead letter is gone: somebody else was faster. */
export const reinsertEvent = (
  { event, pending, wasUnusable }: Reinsertion,
  letter: string,
): SqlStatement => ({
  sql: `INSERT INTO events (${COLUMNS}, unusable)
    SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM dead_letters WHERE id = ?)`,
  params: [
    ...valuesOf(event, pending === undefined ? null : JSON.stringify(pending)),
    wasUnusable ? 1 : 0,
    letter,
  ],
});

/** That a lease holds; its parameters are partition, owner and epoch. */
export const STILL_OWNED = 'EXISTS (SELECT 1 FROM leases WHERE partition = ? AND owner = ? AND epoch = ?)';

/** An event, and the lease under which it may be changed. */
export interface LeasedEvent {
  readonly seq: number;
  readonly lease: Lease;
}

/** Of some events of one owner, those that nobody else owns by now. */
const STILL_OWN = `SELECT each.value ->> 0 FROM json_each(?) AS each
  JOIN leases ON leases.partition = each.value ->> 1 AND leases.epoch = each.value ->> 2
  WHERE leases.owner = ?`;

const ownOf = (events: readonly LeasedEvent[], owner: string) =>
  [JSON.stringify(events.map(({ seq, lease }) => [seq, lease.partition, lease.epoch])), owner] as const;

/** Removes events of one owner that are settled, but for those that somebody else owns by now. */
export const deleteEvents = (events: readonly LeasedEvent[], owner: string): readonly SqlStatement[] => [
  { sql: `DELETE FROM events WHERE seq IN (${STILL_OWN})`, params: ownOf(events, owner) },
  { sql: "UPDATE counters SET value = value + changes() WHERE name = 'removed'" },
];

/**
 * Moves an event that was stored without its key to the partition of that: behind what is there, as whoever owns it
 * may have read past the event's number.
 */
export const moveEvent = (seq: number, event: StoredEvent, lease: Lease): readonly SqlStatement[] => [
  {
    sql: `${INSERT} SELECT ?, id, command, operation_id, ?, received_at, query, raw, checksum, pending, trace, recipients
      FROM events WHERE seq = ? AND ${STILL_OWNED}`,
    params: [partitionOf(event), event.orderingKey ?? null, seq, lease.partition, lease.owner, lease.epoch],
  },
  ...deleteEvents([{ seq, lease }], lease.owner),
];

/** Copies events that are about to be removed to those that were delivered. */
export const keepEvents = (events: readonly LeasedEvent[], owner: string, now: number): SqlStatement => ({
  sql: `INSERT INTO delivered
    (id, command, operation_id, ordering_key, received_at, delivered_at, query, raw, trace)
    SELECT id, command, operation_id, ordering_key, received_at, ?, query, raw, trace
    FROM events WHERE seq IN (${STILL_OWN}) ORDER BY seq`,
  params: [now, ...ownOf(events, owner)],
});

/** Notes which listeners are left, unless somebody else owns the event by now. */
export const updatePending = (
  seq: number,
  pending: readonly PendingListener[],
  { partition, owner, epoch }: Lease,
): SqlStatement => ({
  sql: `UPDATE events SET pending = ? WHERE seq = ? AND ${STILL_OWNED}`,
  params: [JSON.stringify(pending), seq, partition, owner, epoch],
});

/** Events of some partitions that come after one, in order; but for those of some keys. */
export const selectEvents = (
  partitions: readonly number[],
  after: number,
  limit: number,
  except: readonly string[],
): SqlStatement => ({
  sql: `SELECT * FROM events WHERE seq > ? AND partition IN (SELECT value FROM json_each(?))
    ${except.length > 0 ? 'AND (ordering_key IS NULL OR ordering_key NOT IN (SELECT value FROM json_each(?)))' : ''}
    ORDER BY seq LIMIT ?`,
  params: [after, JSON.stringify(partitions), ...(except.length > 0 ? [JSON.stringify(except)] : []), limit],
});

/** Events of a key that come after one, up to another, in order. */
export const selectEventsOfKey = (
  { partition, key, cursor, last }: { partition: number; key: string; cursor: number; last: number },
  limit: number,
): SqlStatement => ({
  sql: `SELECT * FROM events WHERE seq > ? AND seq <= ? AND partition = ? AND ordering_key = ?
    ORDER BY seq LIMIT ?`,
  params: [cursor, last, partition, key, limit],
});

/** The last number given to an event, as an expression. */
export const HEAD = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0)";

/** The last number given to an event, 0 when there was none. */
export const selectHead: SqlStatement = { sql: `SELECT ${HEAD} AS head` };

/**
 * How many events wait and since when the first. Not by counting them: it would read all of a large backlog every
 * time somebody asks.
 */
export const selectBacklog: SqlStatement = {
  sql: `SELECT
    CASE WHEN EXISTS (SELECT 1 FROM events)
      THEN max(1, ${HEAD} - (SELECT value FROM counters WHERE name = 'removed')) ELSE 0 END AS pending,
    (SELECT received_at FROM events ORDER BY seq LIMIT 1) AS oldest,
    (SELECT count(*) FROM dead_letters) AS letters`,
};

/** The events that have waited longest, without their bodies. */
export const selectWaiting = (limit: number): SqlStatement => ({
  sql: `SELECT id, command, ordering_key, received_at, pending, recipients FROM events ORDER BY seq LIMIT ?`,
  params: [limit],
});

/** Reads a row of {@link selectWaiting}. */
export function toWaitingEvent(row: SqlRow): WaitingEvent {
  const pending = listOf<PendingListener>(row['pending']) ?? undefined;
  return {
    id: String(row['id']),
    command: String(row['command']),
    receivedAt: Number(row['received_at']),
    orderingKey: typeof row['ordering_key'] === 'string' ? row['ordering_key'] : undefined,
    pending: pending ?? listOf<string>(row['recipients'])?.map(untried),
  };
}

/** The trace that a row of `events` or `dead_letters` belongs to. */
export const traceOf = ({ trace }: SqlRow): { readonly trace?: string } =>
  typeof trace === 'string' ? { trace } : {};

/** Reads a row of `events`. */
export function toEventRow(row: SqlRow): EventRow {
  const raw = Buffer.from(row['raw'] instanceof Uint8Array ? row['raw'] : []);
  const pending = listOf<PendingListener>(row['pending']);
  const recipients = listOf<string>(row['recipients']);
  return {
    seq: Number(row['seq']),
    partition: Number(row['partition']),
    stored: {
      id: String(row['id']),
      command: String(row['command']),
      operationID: String(row['operation_id']),
      orderingKey: typeof row['ordering_key'] === 'string' ? row['ordering_key'] : undefined,
      receivedAt: Number(row['received_at']),
      query: String(row['query']),
      raw,
      ...traceOf(row),
      ...(recipients ? { recipients } : {}),
    },
    pending: pending ?? undefined,
    intact: pending !== null && recipients !== null && crc32(raw) === Number(row['checksum']),
    wasUnusable: row['unusable'] === 1,
  };
}

/** What a column has of some listeners, undefined for all of them, null when what was written cannot be read. */
function listOf<T>(value: SqlValue | undefined): readonly T[] | undefined | null {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as T[];
  } catch {
    return null;
  }
}
