/** Makes the table of used nonces, one replica at a time. It is not among BullMQ's, which BullMQ changes as it likes. */
export const MAKE_NONCES = `
  SELECT pg_advisory_xact_lock(hashtext('openim_callback.used_nonce'));
  CREATE SCHEMA IF NOT EXISTS openim_callback;
  CREATE TABLE IF NOT EXISTS openim_callback.used_nonce (
    inbox text NOT NULL,
    nonce text NOT NULL,
    used_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (inbox, nonce)
  );
  CREATE INDEX IF NOT EXISTS used_nonce_by_time ON openim_callback.used_nonce (inbox, used_at)`;

/** Gives a row when the nonce was not there. */
export const CLAIM_NONCE = `
  INSERT INTO openim_callback.used_nonce (inbox, nonce) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING true`;

/** Forgets those that are too old and, beyond a number, the oldest. */
export const FORGET_NONCES = `
  DELETE FROM openim_callback.used_nonce
   WHERE inbox = $1
     AND used_at <= greatest(
       clock_timestamp() - $2::float8 * interval '1 millisecond',
       (SELECT used_at FROM openim_callback.used_nonce WHERE inbox = $1 ORDER BY used_at DESC OFFSET $3 LIMIT 1)
     )`;
