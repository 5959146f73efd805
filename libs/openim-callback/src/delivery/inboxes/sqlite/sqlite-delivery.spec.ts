import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, Gate } from '../../inbox-suite/eventually.js';
import { suiteEvent } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { SqliteDatabase } from './database/sqlite-database.js';
import { SqliteDelivery } from './sqlite-delivery.js';
import { withDefaults } from './sqlite-inbox.options.js';
import { isStorageFailure } from './database/storage-problem.js';
import type { SqlRow, SqlStatement } from './database/sql-protocol.js';
import { WriteQueue } from './write-queue.js';

type Rows = readonly (readonly SqlRow[])[];

/** A database of which one answer is late: it is of a file with a thousand events, which is gone by then. */
class LateDatabase extends SqliteDatabase {
  /** Looks for the last number, and pages of events that were read. */
  looks = 0;
  pages = 0;
  late: Gate | undefined;
  private readonly ask = this.read;
  override readonly read = (statements: readonly SqlStatement[]): Promise<Rows> => {
    if (statements.length > 1) this.pages++;
    else this.looks++;
    const { late } = this;
    if (!late) return this.ask(statements);
    this.late = undefined;
    return late.passed.then(() => [[{ head: 1000 }]]);
  };
}

describe('SqliteDelivery', () => {
  it('looks for no events of a file that is gone, whatever is still told of it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sqlite-delivery-'));
    const settings = withDefaults({ file: join(folder, 'a.db'), pollInterval: 1, lease: 100 });
    const database = new LateDatabase({ file: settings.file, driver: undefined, onOpen: () => undefined });
    const queue = new WriteQueue({
      write: database.write,
      isStorageFailure,
      onFailing: () => undefined,
      onWorking: () => undefined,
      maxHeld: 1,
      maxHeldBytes: 1,
    });
    let owner = 'before';
    const target = new SuiteTarget();
    const delivery = new SqliteDelivery({ database, queue, settings, target, owner: () => owner });
    try {
      await delivery.start();
      const gate = new Gate();
      database.late = gate;
      await eventually(() => expect(database.late).toBeUndefined());
      owner = 'after';
      delivery.reset();
      // As in a new file, where everything is free.
      await database.write([
        { sql: 'UPDATE leases SET owner = NULL, expires = 0' },
        { sql: 'DELETE FROM members' },
      ]);
      await eventually(async () => {
        const [rows] = await database.write([{ sql: "SELECT 1 FROM leases WHERE owner = 'after'" }]);
        expect(rows).toHaveLength(64);
      });
      gate.open();
      delivery.wrote(1000, suiteEvent(1), 'before');
      const { looks } = database;
      await eventually(() => expect(database.looks).toBeGreaterThan(looks + 5));
      expect(database.pages).toBe(0);
    } finally {
      await delivery.stop(0);
      queue.close();
      await delivery.leave();
      await database.close();
      await rm(folder, { recursive: true });
    }
  });
});
