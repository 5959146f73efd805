import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import {
  matchesFilter,
  ScheduledInbox,
  type AcceptedEvent,
  type DeadLetter,
  type EventStorage,
  type KeptEvent,
  type LetterStorage,
  type ScheduledInboxOptions,
  type Settlement,
} from 'nestjs-openim-callback/inbox';

/** A line of the journal; bodies are in base64. */
interface Line {
  readonly open?: boolean;
  readonly event?: Omit<KeptEvent<string>, 'stored'> & { readonly stored: object; readonly key?: string };
  readonly settled?: Omit<Settlement<string>, 'deadLetters'>;
  readonly letter?: object;
  readonly removed?: string;
}

const packed = <T extends { readonly raw: Buffer }>(record: T) => ({
  ...record,
  raw: record.raw.toString('base64'),
});
const unpacked = <T>(record: object): T =>
  ({ ...record, raw: Buffer.from(String(Reflect.get(record, 'raw')), 'base64') }) as T;

/** A storage in a file: each change is a line, on the disk before it counts. */
class Journal implements EventStorage<string> {
  readonly durable = true;
  private readonly events = new Map<string, KeptEvent<string>>();
  private readonly keys = new Set<string>();
  private readonly dead = new Map<string, DeadLetter>();
  /** Whether the process that wrote it last has not closed it. */
  private isOpen = false;
  private file = -1;

  readonly letters: LetterStorage = {
    add: (letter) => this.write({ letter: packed(letter) }),
    list: (filter, limit) =>
      [...this.dead.values()].filter((each) => matchesFilter(each, filter)).slice(0, limit),
    remove: (ids) => {
      const there = ids.filter((id) => this.dead.has(id));
      for (const removed of there) this.write({ removed });
      return there.length;
    },
    count: () => this.dead.size,
  };

  constructor(private readonly path: string) {}

  open(): readonly KeptEvent<string>[] {
    const text = existsSync(this.path) ? readFileSync(this.path, 'utf8') : '';
    // What a crash has left of a last line was acknowledged to nobody.
    for (const line of text.split('\n').slice(0, -1)) this.apply(JSON.parse(line) as Line);
    const recovered = this.isOpen;
    this.file = openSync(this.path, 'a');
    this.write({ open: true });
    return [...this.events.values()].map((event) => ({ ...event, recovered }));
  }

  add(event: AcceptedEvent, pending: KeptEvent<string>['pending']): string | undefined {
    const { idempotencyKey: key } = event;
    if (key !== undefined && this.keys.has(key)) return undefined;
    const ref = randomUUID();
    // These are made of the bytes when it is delivered after a restart.
    const stored = packed({ ...event, body: undefined, event: undefined, definition: undefined });
    this.write({ event: { ref, stored, pending, key } });
    return ref;
  }

  settle({ ref, pending, deadLetters }: Settlement<string>): void {
    for (const letter of deadLetters) this.write({ letter: packed(letter) });
    this.write({ settled: { ref, pending } });
  }

  close(): void {
    this.write({ open: false });
    closeSync(this.file);
  }

  private write(line: Line): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`);
    fsyncSync(this.file);
    this.apply(line);
  }

  private apply({ open, event, settled, letter, removed }: Line): void {
    if (open !== undefined) this.isOpen = open;
    if (event) this.events.set(event.ref, { ...event, stored: unpacked(event.stored) });
    if (event?.key !== undefined) this.keys.add(event.key);
    const kept = settled && this.events.get(settled.ref);
    if (settled?.pending.length === 0) this.events.delete(settled.ref);
    else if (kept) this.events.set(settled.ref, { ...kept, ...settled });
    if (letter) this.dead.set(String(Reflect.get(letter, 'id')), unpacked(letter));
    if (removed !== undefined) this.dead.delete(removed);
  }
}

/** An inbox in a journal. */
export const journalInbox = (path: string, options?: ScheduledInboxOptions): ScheduledInbox<string> =>
  new ScheduledInbox('journalInbox', new Journal(path), options);
