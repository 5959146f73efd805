/** Marks a file as an inbox (`OICB`), so that no other program's database is taken for one. */
export const APPLICATION_ID = 0x4f494342;

/** How the ordering keys are spread: whole partitions move between processes, so that order survives the move. */
export const PARTITIONS = 64;

/**
 * The steps from each version of the schema to the next; a file's `user_version` says how many it has had. Never
 * change one that was released, add another.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    // AUTOINCREMENT, so that a number is never used again: readers go on from the last they saw.
    `CREATE TABLE events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      partition INTEGER NOT NULL,
      id TEXT NOT NULL,
      command TEXT NOT NULL,
      operation_id TEXT NOT NULL,
      ordering_key TEXT,
      received_at INTEGER NOT NULL,
      query TEXT NOT NULL,
      raw BLOB NOT NULL,
      checksum INTEGER NOT NULL,
      pending TEXT
    )`,
    `CREATE TABLE dead_letters (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      command TEXT,
      listener TEXT,
      reason TEXT NOT NULL,
      attempts INTEGER NOT NULL,
      event_id TEXT NOT NULL,
      operation_id TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      died_at INTEGER NOT NULL,
      query TEXT NOT NULL,
      headers TEXT NOT NULL,
      raw BLOB NOT NULL
    )`,
    `CREATE TABLE seen (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID`,
    `CREATE TABLE members (id TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID`,
    `CREATE TABLE leases (
      partition INTEGER PRIMARY KEY,
      owner TEXT,
      epoch INTEGER NOT NULL DEFAULT 0,
      expires INTEGER NOT NULL DEFAULT 0
    )`,
    `INSERT INTO leases (partition)
      WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${PARTITIONS - 1})
      SELECT n FROM numbers`,
  ],
  // The trace of the callback, so that attempts after a restart still belong to it.
  ['ALTER TABLE events ADD COLUMN trace TEXT', 'ALTER TABLE dead_letters ADD COLUMN trace TEXT'],
  [
    // Numbers given to events less those removed are those that wait: counting them would read them all.
    'CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID',
    `INSERT INTO counters (name, value) SELECT 'removed',
      coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'events'), 0) - (SELECT count(*) FROM events)`,
    // Delivered events that are kept for a while, in the order they were delivered.
    `CREATE TABLE delivered (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL,
      command TEXT NOT NULL,
      operation_id TEXT NOT NULL,
      ordering_key TEXT,
      received_at INTEGER NOT NULL,
      delivered_at INTEGER NOT NULL,
      query TEXT NOT NULL,
      raw BLOB NOT NULL,
      trace TEXT
    )`,
  ],
  // So that a dead letter that is sent again is delivered by the process that has the others of its key.
  ['ALTER TABLE dead_letters ADD COLUMN ordering_key TEXT'],
  [
    // What is sent again of unusable callbacks; if it still cannot be read, it is no accepted event.
    'ALTER TABLE events ADD COLUMN unusable INTEGER NOT NULL DEFAULT 0',
    // So that what is looked through every time is not all of the dead letters, nor all of the keys.
    "CREATE INDEX unusable_letters ON dead_letters (number) WHERE kind = 'unusable'",
    'CREATE INDEX seen_at ON seen (at)',
  ],
  // The listeners that an event is for, where their filters were asked: they are not asked again.
  ['ALTER TABLE events ADD COLUMN recipients TEXT'],
  // The last number that an event had when a process died that had the partition: what it was at may have killed it.
  ['ALTER TABLE leases ADD COLUMN suspect INTEGER NOT NULL DEFAULT 0'],
];
