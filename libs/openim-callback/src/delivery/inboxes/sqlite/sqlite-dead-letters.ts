import type { StoredEvent } from '../../accepted-event.js';
import type { DeadLetter, DeadLetterFilter, DeadLetters } from '../../dead-letters.js';
import { untried } from '../../scheduler/queued-event.js';
import {
  deleteDeadLetters,
  orderingKeyOf,
  selectDeadLetters,
  selectLastNumber,
  toDeadLetter,
} from './dead-letter-statements.js';
import { reinsertEvent } from './event-statements.js';
import type { SqlRow, SqlStatement } from './worker/sql-protocol.js';

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
  };
  const pending = listener === undefined ? undefined : [untried(listener)];
  return reinsertEvent({ event, pending, wasUnusable: letter.kind === 'unusable' }, letter.id);
}
