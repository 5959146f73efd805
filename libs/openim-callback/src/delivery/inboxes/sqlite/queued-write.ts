import type { Appended } from '../../inbox.js';
import type { SqlRow, SqlStatement } from './database/sql-protocol.js';

/** What is to be written; what is asked for it only when its transaction begins can take more along. */
export type Statements = readonly SqlStatement[] | (() => readonly SqlStatement[]);

/** Something to be written, all of it in one transaction. */
export interface Write {
  readonly statements: Statements;
  /** Bytes it takes in memory while it waits; 0 for what must never be turned away. */
  readonly bytes: number;
  /** When what is written was received, in unix milliseconds. */
  readonly receivedAt?: number | undefined;
  /** Called when it is durable, after whoever waits was told and the next transaction was begun. */
  readonly written: (rows: readonly (readonly SqlRow[])[]) => void;
  /** Called when it can never be written, although the storage is well. */
  readonly failed: (error: unknown) => void;
}

/** A write in the queue. */
export interface WaitingWrite extends Write {
  /** Tells who waits that it is written, or that the storage fails and it is held. */
  readonly appended: (how: Appended) => void;
}

/** One whose statements are known. */
export interface ReadyWrite extends WaitingWrite {
  readonly statements: readonly SqlStatement[];
}

/** Writes that were made in one transaction, and what their statements have given. */
export interface Written {
  readonly batch: readonly ReadyWrite[];
  readonly rows: readonly (readonly SqlRow[])[];
}

const isReady = (write: WaitingWrite): write is ReadyWrite => typeof write.statements !== 'function';

/** Asks for the statements, once: tried again, they are the same. */
export const ready = (write: WaitingWrite): ReadyWrite => {
  if (isReady(write)) return write;
  const { statements } = write;
  return { ...write, statements: typeof statements === 'function' ? statements() : statements };
};

/** Gives each write the rows of its own statements. */
export function report({ batch, rows }: Written): void {
  let next = 0;
  for (const { statements, written } of batch) {
    written(rows.slice(next, next + statements.length));
    next += statements.length;
  }
}
