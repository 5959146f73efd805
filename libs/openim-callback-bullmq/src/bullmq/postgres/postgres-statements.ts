/**
 * What the inbox does on BullMQ's tables itself, because BullMQ 6.7's backend for PostgreSQL cannot: everything else
 * goes through BullMQ. The tables are those of BullMQ's schema version 11.
 */

/** The jobs of some queues on which somebody works, with what their locks look like now. */
export const LOCKED = `
  SELECT queue, id, lock_token, locked_until_ms::text AS until
    FROM job
   WHERE queue = ANY($1) AND state = 'active'`;

/**
 * Takes the lock from a job unless it was extended since. The job keeps its place; BullMQ's own recovery of stalled
 * jobs gives it a new one at the end of the queue. It counts as BullMQ counts: a lock that ran out is an attempt that did
 * not end.
 */
export const FREE = `
  UPDATE job
     SET state = 'waiting', lock_token = NULL, locked_until_ms = NULL, stalled_marked = false,
         stalled_count = stalled_count + 1
   WHERE queue = $1 AND id = $2 AND state = 'active'
     AND lock_token IS NOT DISTINCT FROM $3 AND locked_until_ms IS NOT DISTINCT FROM $4::bigint
  RETURNING pg_notify('bullmq_jobs', queue)`;

/**
 * Reads waiting jobs in order, with one round trip, where BullMQ takes one for each. Of those before the place only the
 * index is read.
 */
export const READ_WAITING = `
  SELECT id, data::text FROM job
   WHERE queue = $1 AND state = 'waiting' AND priority > 0
     AND (priority, seq) >= (SELECT priority, seq FROM job
                              WHERE queue = $1 AND state = 'waiting' AND priority > 0
                              ORDER BY priority, seq OFFSET $2 LIMIT 1)
   ORDER BY priority, seq LIMIT $3`;

/** Reads waiting jobs by their ids in the order of these, with one round trip. */
export const LOAD_WAITING = `
  SELECT id, data::text FROM job
   WHERE queue = $1 AND id = ANY($2) AND state = 'waiting'
   ORDER BY array_position($2::text[], id)`;

/** Removes jobs that nobody works on, with one round trip, where BullMQ takes one for each. */
export const REMOVE_WAITING = `DELETE FROM job WHERE queue = $1 AND id = ANY($2) AND state <> 'active'`;

/** Forgets deduplication keys that have run out before a time; BullMQ does so only when the same key comes again. */
export const FORGET = `DELETE FROM dedup WHERE queue = ANY($1) AND expire_at_ms < $2`;

/** What judgePostgres wants to know. */
export const SETTINGS = `
  SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
         current_setting('synchronous_commit') AS synchronous_commit,
         current_setting('full_page_writes') AS full_page_writes`;

/** Those of some queues that hold jobs. */
export const OCCUPIED = `
  SELECT asked FROM unnest($1::text[]) AS asked WHERE EXISTS (SELECT FROM job WHERE job.queue = asked)`;

/** Whether BullMQ has made its tables. */
export const HAS_TABLES = `SELECT to_regclass('bullmq.meta') IS NOT NULL AS yes`;

/** Whether BullMQ has made a queue. */
export const HAS_QUEUE = `SELECT EXISTS (SELECT FROM bullmq.meta WHERE queue = $1) AS yes`;
