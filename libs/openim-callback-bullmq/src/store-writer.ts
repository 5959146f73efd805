import type { Logger } from '@nestjs/common';
import {
  type AcceptedEvent,
  type Appended,
  type DeadLetter,
  undeliveredLetter,
} from 'nestjs-openim-callback/inbox';
import type { BullmqInboxSettings } from './bullmq-inbox.options.js';
import * as messages from './messages.js';
import { AppendQueue } from './store/append-queue.js';
import type { Addressed } from './store/queue-store.js';
import { deadLetterRecord, eventRecord, fromEventData, isEvent, partitionOf } from './store/records.js';
import type { StoreAccess } from './store/store-access.js';
import type { StoreProblems } from './store/store-problems.js';

/** What the writer works with. */
export interface StoreWriterParts {
  readonly access: StoreAccess;
  readonly problems: StoreProblems;
  readonly logger: Logger;
  readonly settings: BullmqInboxSettings;
}

/** What an event takes in memory beside its body, roughly. */
const OVERHEAD = 500;

/** Puts events and dead letters into the store, in the order in which they come. */
export class StoreWriter {
  private readonly queue: AppendQueue<Addressed>;

  constructor(private readonly parts: StoreWriterParts) {
    const { access, problems, settings } = parts;
    this.queue = new AppendQueue<Addressed>({
      store: async (items) => {
        await (await access.store()).add(items);
      },
      insteadOf: (item, error) => this.insteadOf(item, error),
      onAway: (error) => problems.notice('appends', access.textOf(error)),
      onBack: () => problems.resolved('appends'),
      holds: settings.spill === undefined,
      maxHeld: settings.maxHeld,
      maxHeldBytes: settings.maxHeldBytes,
    });
  }

  /** Whether the store has not taken what it was given last. */
  get isAway(): boolean {
    return this.queue.isAway;
  }

  /** What was answered as held, and is not stored yet. */
  get held(): number {
    return this.queue.held;
  }

  /**
   * Stores an event in its partition.
   *
   * @throws {StoreAwayError} while the store is away, where a spill takes what it cannot
   * @throws {InboxFullError} when no more can be held
   */
  append(event: AcceptedEvent): Promise<Appended> {
    const { settings } = this.parts;
    const to = partitionOf(event, settings.partitions);
    return this.queue.append({
      item: { to, record: eventRecord(event, settings) },
      bytes: event.raw.length + OVERHEAD,
    });
  }

  /**
   * Stores a dead letter, and removes the oldest unusable callbacks beyond the number that is kept.
   *
   * @throws {StoreAwayError} while the store is away, where a spill takes what it cannot
   * @throws {InboxFullError} when no more can be held
   */
  async keep(letter: DeadLetter): Promise<void> {
    const { access, settings } = this.parts;
    const item = { to: letter.kind, record: deadLetterRecord(letter, undefined) };
    const bytes = letter.raw.length + OVERHEAD;
    if ((await this.queue.append({ item, bytes })) === 'held') return;
    await (await access.store()).trim('unusable', settings.maxDeadLetters);
  }

  /** Waits until all is stored that has come so far, but not longer. */
  flush(milliseconds: number): Promise<void> {
    return this.queue.flush(milliseconds);
  }

  /** Stores nothing any more. */
  close(): void {
    this.queue.close();
  }

  /**
   * What is stored instead of an event that the store refuses: a dead letter, which an operator can look at and send
   * again; undefined for what is one itself.
   */
  private insteadOf({ record }: Addressed, error: unknown): Addressed | undefined {
    const { logger, settings } = this.parts;
    const { name, data } = record;
    const reason = messages.refused(settings.server, error);
    logger.error(messages.refusedEvent(name, data.id, isEvent(data), reason));
    if (!isEvent(data)) return undefined;
    const letter = undeliveredLetter(fromEventData(data), { reason, diedAt: Date.now() });
    return { to: 'undelivered', record: deadLetterRecord(letter, data.orderingKey) };
  }
}
