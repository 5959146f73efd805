import { findDriver } from '../../../libs/openim-callback/src/delivery/inboxes/sqlite/database/sqlite-driver.js';
import {
  SqlClient,
  SqlError,
} from '../../../libs/openim-callback/src/delivery/inboxes/sqlite/database/sql-client.js';
import type { SqlRow } from '../../../libs/openim-callback/src/delivery/inboxes/sqlite/database/sql-protocol.js';

const SQLITE_BUSY = 5;

/** Looks into an inbox file as nobody else does: past the inbox. */
export async function readFromFile(file: string, sql: string): Promise<readonly SqlRow[]> {
  const client = new SqlClient();
  try {
    await client.open({ ...findDriver(undefined), file, pragmas: ['PRAGMA busy_timeout = 5000'] });
    return await client.outside(sql);
  } finally {
    await client.close();
  }
}

/** How many partitions each process on the file has, in ascending order; those that nobody has as well. */
export async function readShares(file: string): Promise<{ shares: number[]; free: number }> {
  const rows = await readFromFile(file, 'SELECT owner, count(*) AS share FROM leases GROUP BY owner');
  const shares = rows.filter(({ owner }) => owner !== null).map(({ share }) => Number(share));
  const free = Number(rows.find(({ owner }) => owner === null)?.['share'] ?? 0);
  return { shares: shares.sort((one, other) => one - other), free };
}

/** Whether nobody is in the middle of writing to the file. */
export async function isUnlocked(file: string): Promise<boolean> {
  const client = new SqlClient();
  try {
    await client.open({ ...findDriver(undefined), file, pragmas: ['PRAGMA busy_timeout = 0'] });
    await client.write([]);
    return true;
  } catch (error) {
    if (error instanceof SqlError && error.code === SQLITE_BUSY) return false;
    throw error;
  } finally {
    await client.close();
  }
}
