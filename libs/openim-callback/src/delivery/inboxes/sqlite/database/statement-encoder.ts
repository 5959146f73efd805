import type { SqlStatement, SqlText, SqlValue, StatementBatch } from './sql-protocol.js';

interface KnownText extends SqlText {
  readonly number: number;
}

/** Writes statements down for one worker, remembering the texts that it has had. */
export class StatementEncoder {
  private readonly known = new Map<string, KnownText>();
  private count = 0;

  /** Writes them down; the worker must get what this gives, in the order it is given. */
  encode(statements: readonly SqlStatement[]): StatementBatch & { readonly bytes: Uint8Array<ArrayBuffer> } {
    const texts: SqlText[] = [];
    const params: (string | number | null)[] = [];
    const blobs: number[] = [];
    const contents: Uint8Array[] = [];
    const numbers = statements.map(({ sql, params: values = [] }) => {
      for (const value of values) {
        if (value instanceof Uint8Array) {
          blobs.push(params.length);
          contents.push(value);
          params.push(value.length);
        } else params.push(value);
      }
      return this.numberOf(sql, values, texts);
    });
    return { texts, statements: numbers, params, blobs, bytes: joined(contents) };
  }

  private numberOf(sql: string, { length }: readonly SqlValue[], texts: SqlText[]): number {
    const known = this.known.get(sql);
    if (known?.params === length) return known.number;
    const text = { sql, params: length };
    texts.push(text);
    const number = this.count++;
    this.known.set(sql, { ...text, number });
    return number;
  }
}

/** Copied, since a small Buffer is a part of a large one, which would be copied from thread to thread as a whole. */
function joined(contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(contents.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const content of contents) {
    bytes.set(content, at);
    at += content.length;
  }
  return bytes;
}
