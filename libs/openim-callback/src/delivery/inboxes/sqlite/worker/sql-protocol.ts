/** A value that SQLite stores. */
export type SqlValue = string | number | null | Uint8Array;

/** A row as it was selected. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** One statement with its parameters. */
export interface SqlStatement {
  readonly sql: string;
  readonly params?: readonly SqlValue[];
}

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
  | ({ readonly id: number; readonly kind: 'open' } & OpenRequest)
  /** Statements in one transaction; `write` takes the write lock at its beginning. */
  | {
      readonly id: number;
      readonly kind: 'transaction';
      readonly write: boolean;
      readonly statements: readonly SqlStatement[];
    }
  /** A statement that cannot be in a transaction. */
  | { readonly id: number; readonly kind: 'outside'; readonly sql: string }
  | { readonly id: number; readonly kind: 'close' };

/** What the worker answers: the rows of each statement, or what went wrong. */
export type SqlResponse =
  | { readonly id: number; readonly rows: readonly (readonly SqlRow[])[] }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: number } };
