import { CLOSED } from '../messages.js';
import { inodeOf, openDatabase, type Opener } from './open-database.js';
import { MIGRATIONS } from './schema.js';
import type { SqliteDriver } from './sqlite-driver.js';
import { needsReopening } from './storage-problem.js';
import { SqlClient, SqlError } from './sql-client.js';
import type { SqlRow, SqlStatement } from './sql-protocol.js';

/** What a database is opened with, and whom it tells. */
export interface SqliteDatabaseParts {
  readonly file: string;
  readonly driver: SqliteDriver | undefined;
  /** @default 'inbox' */
  readonly openedBy?: Opener;
  /** Called when the file is open: for the first time, again, or a new one in place of a damaged or lost one. */
  readonly onOpen: (opened: { readonly isNew: boolean; readonly setAside: string | undefined }) => void;
}

/** The database of an inbox: opens by itself, and again after failures that need it. */
export class SqliteDatabase {
  private client: SqlClient | undefined;
  private opening: Promise<SqlClient> | undefined;
  private inode: number | undefined;
  private closed = false;

  constructor(private readonly parts: SqliteDatabaseParts) {}

  /** Runs statements in one durable transaction. */
  readonly write = (statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> =>
    this.use((client) => client.write(statements));

  /** Runs statements that see one state. */
  readonly read = (statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> =>
    this.use((client) => client.read(statements));

  /** Gives some of the space that deleted rows have left back to the file system. */
  shrink(pages: number): Promise<readonly SqlRow[]> {
    return this.use((client) => client.outside(`PRAGMA incremental_vacuum(${pages})`));
  }

  /**
   * Makes sure that the database is open and still the file of that name: SQLite would go on writing into one
   * that was deleted or replaced.
   */
  async checkFile(): Promise<void> {
    const { client } = this;
    if (!client || (await inodeOf(this.parts.file)) === this.inode) {
      await this.use(() => Promise.resolve());
      return;
    }
    if (this.client === client) this.client = undefined;
    try {
      await this.open();
    } finally {
      // Not before: the file system would give the number of the lost file to the next one.
      await client.close();
    }
  }

  /** Lets go of the file for good. */
  async close(): Promise<void> {
    this.closed = true;
    await this.opening?.catch(() => undefined);
    await this.forget(this.client);
  }

  private async use<T>(work: (client: SqlClient) => Promise<T>): Promise<T> {
    if (this.closed) throw new SqlError(CLOSED, 0);
    // An opening that is under way may have begun before the storage was back.
    if (!this.client) await this.opening?.catch(() => undefined);
    const client = this.client ?? (await this.open());
    try {
      return await work(client);
    } catch (error) {
      if (needsReopening(error)) await this.forget(client);
      throw error;
    }
  }

  private open(): Promise<SqlClient> {
    this.opening ??= this.openClient().finally(() => {
      this.opening = undefined;
    });
    return this.opening;
  }

  private async openClient(): Promise<SqlClient> {
    const { file, driver, openedBy, onOpen } = this.parts;
    const client = new SqlClient();
    try {
      const { isNew, setAside } = await openDatabase(client, file, driver, MIGRATIONS, openedBy);
      const inode = await inodeOf(file);
      if (inode === undefined) throw new SqlError('the file is gone', 14);
      const isOther = this.inode !== undefined && (isNew || inode !== this.inode);
      this.inode = inode;
      this.client = client;
      onOpen({ isNew: isOther || setAside !== undefined, setAside });
      return client;
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  private async forget(client: SqlClient | undefined): Promise<void> {
    // Another one may be open already, when several requests have failed on this one.
    if (this.client === client) this.client = undefined;
    await client?.close();
  }
}
