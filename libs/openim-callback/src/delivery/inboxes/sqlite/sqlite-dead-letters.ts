import { access } from 'node:fs/promises';
import type { StoredEvent } from '../../accepted-event.js';
import type { DeadLetter, DeadLetterFilter, DeadLetters, OpenedDeadLetters } from '../../dead-letters.js';
import { untried } from '../../scheduler/queued-event.js';
import {
  deleteDeadLetters,
  orderingKeyOf,
  selectDeadLetters,
  selectLastNumber,
  toDeadLetter,
} from './dead-letter-statements.js';
import { SqliteDatabase } from './database/sqlite-database.js';
import { describeProblem, UnusableStorageError } from './database/storage-problem.js';
import { reinsertEvent } from './event-statements.js';
import { noSuchFile } from './messages.js';
import type { SqliteInboxOptions } from './sqlite-inbox.options.js';
import type { SqlRow, SqlStatement } from './database/sql-protocol.js';

/** Runs statements in one transaction. */
export type Transact = (statements: readonly SqlStatement[]) => Promise<readonly (readonly SqlRow[])[]>;

/** Dead letters moved or deleted at a time, so that many of them neither fill memory nor hold up the callbacks. */
const PAGE = 200;

/** The dead letters in the file. What is redriven is picked up by whichever process owns its partition. */
export class SqliteDeadLetters implements DeadLetters {
  constructor(
    private readonly read: Transact,
    private readonly write: Transact,
  ) {}

  async list(filter: DeadLetterFilter = {}, limit = 100): Promise<DeadLetter[]> {
    const [rows = []] = await this.read([selectDeadLetters(filter, limit)]);
    return rows.map(toDeadLetter);
  }

  async redrive(filter: DeadLetterFilter = {}): Promise<number> {
    // What fails again while this goes on must not be sent again at once.
    const [[latest] = []] = await this.read([selectLastNumber]);
    const last = Number(latest?.['last'] ?? 0);
    let redriven = 0;
    for (;;) {
      const [page = []] = await this.read([selectDeadLetters(filter, PAGE, last)]);
      if (page.length === 0) return redriven;
      const ids = page.map(({ id }) => String(id));
      const results = await this.write([...page.map(toReinsertion), deleteDeadLetters({ ids })]);
      redriven += results.at(-1)?.length ?? 0;
    }
  }

  async purge(filter: DeadLetterFilter = {}): Promise<number> {
    const [[latest] = []] = await this.read([selectLastNumber]);
    const last = Number(latest?.['last'] ?? 0);
    let purged = 0;
    for (;;) {
      const [page = []] = await this.write([deleteDeadLetters(filter, { limit: PAGE, last })]);
      purged += page.length;
      if (page.length < PAGE) return purged;
    }
  }
}

function toReinsertion(row: SqlRow): SqlStatement {
  const letter = toDeadLetter(row);
  const { eventID, operationID, receivedAt, query, raw, listener, command, trace } = letter;
  const event: StoredEvent = {
    id: eventID,
    command: command ?? '',
    operationID,
    orderingKey: orderingKeyOf(row),
    receivedAt,
    query,
    raw,
    ...(trace === undefined ? {} : { trace }),
    ...(listener === undefined ? {} : { recipients: [listener] }),
  };
  const pending = listener === undefined ? undefined : [untried(listener)];
  return reinsertEvent({ event, pending, wasUnusable: letter.kind === 'unusable' }, letter.id);
}

/**
 * Opens the dead letters in an SQLite inbox's file; the app may go on using it. A damaged file is left as it is. What is redriven is delivered
 * by the app that is running on the file, or by the next that starts.
 *
 * @throws {Error} when there is no such file, since an empty one would be no help
 * @throws {UnusableStorageError} for another program's file, one of another version, or a missing driver
 */
export async function openDeadLetters({
  file,
  driver,
}: Pick<SqliteInboxOptions, 'file' | 'driver'>): Promise<OpenedDeadLetters> {
  await access(file).catch(() => {
    throw new Error(noSuchFile(file));
  });
  const database = new SqliteDatabase({ file, driver, openedBy: 'tool', onOpen: () => undefined });
  try {
    // The first use opens it, so that a file that cannot be used is told here.
    await database.read([{ sql: 'SELECT 1' }]);
  } catch (error) {
    await database.close();
    throw error instanceof UnusableStorageError ? error : new Error(describeProblem(file, error));
  }
  return {
    deadLetters: new SqliteDeadLetters(database.read, database.write),
    close: () => database.close(),
  };
}
