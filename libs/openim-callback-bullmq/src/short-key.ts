import { createHash } from 'node:crypto';

/** Bytes of UTF-8 up to which a key is left for operators to read. */
const READABLE = 200;

/**
 * A key of any length as one that every engine can store: PostgreSQL has the keys of duplicates in an index, whose
 * entries are at most 2704 bytes, and OpenIM registers any number of users with one callback.
 */
export const shortKey = (key: string): string =>
  Buffer.byteLength(key) <= READABLE ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`;
