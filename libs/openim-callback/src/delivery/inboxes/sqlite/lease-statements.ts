import type { SqlStatement } from './database/sql-protocol.js';
import { HEAD } from './event-statements.js';

/** A process on the file at a moment. */
export interface Member {
  readonly id: string;
  /** Milliseconds on the machine's monotonic clock, which all its processes share. */
  readonly now: number;
  /** Milliseconds a sign of life lasts. */
  readonly lease: number;
}

/** Milliseconds that no lease may exceed. */
export const LONGEST_LEASE = 60_000;

/**
 * A time lies ahead, but not too far: what lies further ahead than any lease lasts was written before the machine
 * was started anew, when its clock began again. Further than any lease, not than this process's: another one may
 * have a longer lease, and may have looked at the clock later although it was first at the file.
 */
const ALIVE = 'expires BETWEEN ? AND ?';
const FURTHEST = 2 * LONGEST_LEASE;

/** This process's share of the partitions among those alive, rounded up. */
const SHARE =
  '((SELECT count(*) FROM leases) + (SELECT count(*) FROM members) - 1) / (SELECT count(*) FROM members)';

/**
 * A sign of life: extends this process's leases and takes free partitions up to its share. Where a process had one until
 * its lease ran out, the events that are there by now are suspect. The last two statements give its partitions with their
 * epochs and their suspects, and its share.
 */
export function heartbeat({ id, now, lease }: Member): readonly SqlStatement[] {
  const alive = [now, now + FURTHEST];
  const mine = '(SELECT count(*) FROM leases WHERE owner = ?)';
  return [
    {
      sql: 'INSERT INTO members (id, expires) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET expires = excluded.expires',
      params: [id, now + lease],
    },
    { sql: `DELETE FROM members WHERE NOT (${ALIVE})`, params: alive },
    { sql: 'UPDATE leases SET expires = ? WHERE owner = ?', params: [now + lease, id] },
    {
      sql: `UPDATE leases SET suspect = CASE WHEN owner IS NULL THEN suspect ELSE ${HEAD} END,
        owner = ?, epoch = epoch + 1, expires = ? WHERE partition IN (
        SELECT partition FROM leases WHERE owner IS NULL OR NOT (${ALIVE})
        LIMIT max(0, ${SHARE} - ${mine}))`,
      params: [id, now + lease, ...alive, id],
    },
    { sql: 'SELECT partition, epoch, suspect FROM leases WHERE owner = ?', params: [id] },
    { sql: `SELECT ${SHARE} AS share` },
  ];
}

/** Who is on the file, or was until lately. */
export const selectMembers: SqlStatement = { sql: 'SELECT id FROM members' };

/** Gives partitions back, for others to take at once. */
export const release = (id: string, partitions: readonly number[]): SqlStatement => ({
  sql: 'UPDATE leases SET owner = NULL, expires = 0 WHERE owner = ? AND partition IN (SELECT value FROM json_each(?))',
  params: [id, JSON.stringify(partitions)],
});

/** Gives everything back that a process had which has died: one of its events may have killed it. */
export const releaseDead = (id: string): readonly SqlStatement[] => [
  { sql: `UPDATE leases SET suspect = ${HEAD} WHERE owner = ?`, params: [id] },
  ...leave(id),
];

/** Leaves: gives everything back. */
export const leave = (id: string): readonly SqlStatement[] => [
  { sql: 'UPDATE leases SET owner = NULL, expires = 0 WHERE owner = ?', params: [id] },
  { sql: 'DELETE FROM members WHERE id = ?', params: [id] },
];
