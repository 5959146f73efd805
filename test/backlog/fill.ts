import { insertEvent } from '../../libs/openim-callback/src/delivery/inboxes/sqlite/event-statements.js';
import { openDatabase } from '../../libs/openim-callback/src/delivery/inboxes/sqlite/database/open-database.js';
import { SqlClient } from '../../libs/openim-callback/src/delivery/inboxes/sqlite/database/sql-client.js';
import { readReceipt } from './backlog-events.js';

const BATCH = 5000;

/** Makes an inbox file with that many pending events, through the statements by which an app adds them. */
export async function fill(file: string, events: number, conversations: number): Promise<void> {
  const client = new SqlClient();
  try {
    await openDatabase(client, file, undefined);
    for (let number = 1; number <= events; number += BATCH) {
      const count = Math.min(BATCH, events - number + 1);
      const batch = Array.from({ length: count }, (_, index) => readReceipt(number + index, conversations));
      await client.write(batch.flatMap((event) => insertEvent(event, event.receivedAt, 0)));
    }
    await client.outside('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    await client.close();
  }
}
