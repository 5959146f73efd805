/** A value that SQLite stores. */
export type SqlValue = string | number | null | Uint8Array;

/** A row as it was selected. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One statement with its parameters. An insertion gives its row's number, as `rowid` of a row. */
export interface SqlStatement {
  readonly sql: string;
  readonly params?: readonly SqlValue[];
}

/** The text of a statement, with the number of its parameters. */
export interface SqlText {
  readonly sql: string;
  readonly params: number;
}

/**
 * Statements on their way to the worker. The text of each goes there once, and no value is in an object of its own:
 * copying objects from thread to thread would take more time than SQLite does.
 */
export interface StatementBatch {
  /** Texts that the worker has not had yet; it numbers them as they come. */
  readonly texts: readonly SqlText[];
  /** The number of each statement's text. */
  readonly statements: readonly number[];
  /** The parameters of all, one after the other; in place of a blob its length. */
  readonly params: readonly Exclude<SqlValue, Uint8Array>[];
  /** Which of the parameters are blobs, ascending. */
  readonly blobs: readonly number[];
  /** The blobs, one after the other. */
  readonly bytes: Uint8Array;
}

/** What a statement gives: its rows, or of one that has none the number of the row it inserted, 0 for none. */
export type SqlResult = readonly SqlRow[] | number;

/** How a database is opened. */
export interface OpenRequest {
  readonly file: string;
  /** What to `require` for the driver. */
  readonly driver: string;
  /** The name of the class that the driver exports; null when it exports the class itself. */
  readonly className: string | null;
  /** Run once after opening, before anything else. */
  readonly pragmas: readonly string[];
}

/** What the main thread asks the worker for. */
export type SqlRequest =
  | ({ readonly kind: 'open' } & OpenRequest)
  /** Statements in one transaction; `write` takes the write lock at its beginning. */
  | { readonly kind: 'transaction'; readonly write: boolean; readonly batch: StatementBatch }
  /** A statement that cannot be in a transaction. */
  | { readonly kind: 'outside'; readonly sql: string }
  | { readonly kind: 'close' };

/** The code of a failure to load the driver, where SQLite has none. */
export const NO_DRIVER = -1;

/** The code of a failure of the thread's own text, which somebody has changed. */
export const BROKEN_TEXT = -2;

/** What the worker answers, in the order it was asked: what each statement has given, or what went wrong. */
export type SqlResponse =
  | { readonly results: readonly SqlResult[] }
  | { readonly error: { readonly message: string; readonly code: number } };
