import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { Buffer } from 'node:buffer';
import { join } from 'node:path';

/** The name of the inbox's file in a sample's folder. */
const FILE = 'inbox.db';

/** Where SQLite counts transactions in the index of its log: https://sqlite.org/walformat.html, `iChange`. */
const COUNTER = 8;

/** @param {string} folder */
export const inboxFile = (folder) => join(folder, FILE);

/**
 * How many transactions have been written to the inbox in a folder, as SQLite counts them; NaN where there is none.
 *
 * @param {string} folder
 */
export function transactionsIn(folder) {
  const counter = Buffer.alloc(4);
  try {
    const index = openSync(`${inboxFile(folder)}-shm`, 'r');
    readSync(index, counter, 0, counter.length, COUNTER);
    closeSync(index);
  } catch {
    return Number.NaN;
  }
  return endianness() === 'LE' ? counter.readUInt32LE() : counter.readUInt32BE();
}
