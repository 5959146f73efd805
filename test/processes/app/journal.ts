import { openSync, readFileSync, writeSync } from 'node:fs';

/** What a listener notes of an event. */
export interface JournalEntry {
  /** Microseconds on the clock that all processes of the machine share. */
  readonly at: number;
  readonly app: string;
  /** `end` only when the listener took the event. */
  readonly kind: 'start' | 'end' | 'fail';
  readonly listener: string;
  readonly number: number;
  readonly key: string;
  readonly eventID: string;
  readonly attempt: number;
}

/** Microseconds on the monotonic clock of the machine. */
export const microseconds = (): number => Number(process.hrtime.bigint() / 1000n);

/** An append-only file of entries. What was written stays when the process is killed. */
export class Journal {
  private readonly descriptor: number;

  constructor(
    private readonly app: string,
    file: string,
  ) {
    this.descriptor = openSync(file, 'a');
  }

  note(entry: Omit<JournalEntry, 'at' | 'app'>): void {
    writeSync(this.descriptor, `${JSON.stringify({ at: microseconds(), app: this.app, ...entry })}\n`);
  }
}

/** The entries of a journal in the order they were written; none when there is no file. */
export function readJournal(file: string): JournalEntry[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  // The last line may be half written, when it is read from another process.
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JournalEntry);
}
