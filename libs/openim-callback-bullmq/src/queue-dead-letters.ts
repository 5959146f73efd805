import {
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetters,
  matchesFilter,
  untried,
} from 'nestjs-openim-callback/inbox';
import type { Addressed, QueueStore } from './store/queue-store.js';
import {
  fromDeadLetterData,
  isDeadLetter,
  partitionOf,
  redriveRecord,
  toEventData,
  type Windows,
} from './store/records.js';

/** Dead letters read or sent at a time. */
const PAGE = 200;
/** Milliseconds in which a dead letter that is sent again twice is known, where no repeated event is. */
const REDRIVE_WINDOW = 600_000;

interface Found {
  readonly letter: DeadLetter;
  readonly orderingKey: string | undefined;
}

/** The way to the store that has the dead letters. */
export interface DeadLettersAccess {
  /** Rejects while it is away. */
  store(): Promise<QueueStore>;
  /** Why something has failed. */
  explain(error: unknown): unknown;
}

/** The dead letters in two queues on which nobody works. What is redriven is delivered by any replica. */
export class QueueDeadLetters implements DeadLetters {
  constructor(
    private readonly access: DeadLettersAccess,
    private readonly settings: Windows & { readonly partitions: number },
  ) {}

  async list(filter: DeadLetterFilter = {}, limit = 100): Promise<DeadLetter[]> {
    const found = await this.find(filter, limit);
    return found.slice(0, limit).map(({ letter }) => letter);
  }

  async redrive(filter: DeadLetterFilter = {}): Promise<number> {
    const found = await this.find(filter, Infinity);
    let redriven = 0;
    for (let start = 0; start < found.length; start += PAGE)
      redriven += await this.redrivePage(found.slice(start, start + PAGE));
    return redriven;
  }

  async purge(filter: DeadLetterFilter = {}): Promise<number> {
    return this.removeAll(await this.find(filter, Infinity));
  }

  private async redrivePage(page: readonly Found[]): Promise<number> {
    const store = await this.access.store();
    // Stored first: whoever dies in between leaves both, and the key knows the event the next time.
    const stored = await store.add(page.map((found) => this.redriven(found)));
    await this.removeAll(page);
    return stored.filter(Boolean).length;
  }

  private redriven({ letter, orderingKey }: Found): Addressed {
    const { partitions, duplicateWindow } = this.settings;
    const { eventID: id, command = '', listener } = letter;
    const recipients = listener === undefined ? undefined : [listener];
    const event = { ...letter, id, command, orderingKey, recipients, idempotencyKey: undefined };
    const data = toEventData(event, listener === undefined ? undefined : [untried(listener)]);
    return {
      to: partitionOf(event, partitions),
      record: redriveRecord(data, letter.id, duplicateWindow || REDRIVE_WINDOW),
    };
  }

  private async removeAll(found: readonly Found[]): Promise<number> {
    const store = await this.access.store();
    const idsOf = (kind: DeadLetter['kind']): string[] =>
      found.filter(({ letter }) => letter.kind === kind).map(({ letter }) => letter.id);
    return (
      (await store.remove('undelivered', idsOf('undelivered'))) +
      (await store.remove('unusable', idsOf('unusable')))
    );
  }

  private async find(filter: DeadLetterFilter, limit: number): Promise<Found[]> {
    try {
      const store = await this.access.store();
      const kinds = (['undelivered', 'unusable'] as const).filter((kind) => (filter.kind ?? kind) === kind);
      const found = await Promise.all(kinds.map((kind) => findIn(store, kind, filter, limit)));
      return found.flat().toSorted((one, other) => one.letter.diedAt - other.letter.diedAt);
    } catch (error) {
      throw this.access.explain(error);
    }
  }
}

async function findIn(
  store: QueueStore,
  kind: DeadLetter['kind'],
  filter: DeadLetterFilter,
  limit: number,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let start = 0; found.length < limit; start += PAGE) {
    const page = await store.list(kind, start, start + PAGE - 1);
    if (page.length === 0) break;
    for (const { data } of page) {
      if (!isDeadLetter(data)) continue;
      const letter = fromDeadLetterData(data);
      if (matchesFilter(letter, filter)) found.push({ letter, orderingKey: data.orderingKey });
    }
  }
  return found;
}
