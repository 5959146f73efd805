import type { AcceptedEvent, UnusableCallback } from '../../accepted-event.js';
import type { DeadLetters } from '../../dead-letters.js';
import type { DeliveryTarget } from '../../delivery-target.js';
import { DeliveryScheduler } from '../../scheduler/delivery-scheduler.js';
import { untried, type SettledEvent } from '../../scheduler/queued-event.js';
import { TransientMap } from '../../scheduler/collections.js';
import { InboxFullError, type Appended, type DrainReport, type Inbox, type InboxState } from '../../inbox.js';
import { unusableLetter } from '../../dead-letters.js';
import { MemoryDeadLetters } from './memory-dead-letters.js';
import { withDefaults, type MemoryInboxOptions, type MemoryInboxSettings } from './memory-inbox.options.js';
import { RecentKeys } from './recent-keys.js';

/**
 * The inbox that needs nothing: events wait in memory, bounded, in order per key. A crash or a kill loses what
 * has not been delivered.
 */
export class MemoryInbox implements Inbox {
  private readonly settings: MemoryInboxSettings;
  private readonly letters: MemoryDeadLetters;
  private readonly recent: RecentKeys;
  /** The events that wait or run, and when they were received. */
  private readonly waiting = new TransientMap<AcceptedEvent, number>();
  private engine: DeliveryScheduler<AcceptedEvent> | undefined;
  private bytes = 0;
  private closed = false;

  constructor(options: MemoryInboxOptions = {}) {
    this.settings = withDefaults(options);
    const { duplicateWindow, maxEvents, maxDeadLetters, maxDeadLetterBytes } = this.settings;
    this.recent = new RecentKeys(duplicateWindow, maxEvents);
    this.letters = new MemoryDeadLetters(maxDeadLetters, maxDeadLetterBytes);
  }

  get deadLetters(): DeadLetters {
    return this.letters;
  }

  start(target: DeliveryTarget): void {
    const engine = new DeliveryScheduler<AcceptedEvent>({
      target,
      concurrency: this.settings.concurrency,
      settle: (settled) => this.settle(settled),
    });
    this.engine = engine;
    this.letters.onRedrive = (letter) => {
      const event = target.revive({
        ...letter,
        command: letter.command ?? '',
        id: letter.eventID,
        orderingKey: undefined,
      });
      const pending = letter.listener === undefined ? undefined : [untried(letter.listener)];
      this.take(event);
      engine.enqueue({ ref: event, event, pending });
    };
  }

  append(event: AcceptedEvent): Appended {
    const { engine } = this;
    if (!engine || this.closed) throw new InboxFullError('the memory inbox is closed');
    const { maxEvents, maxBytes } = this.settings;
    if (this.waiting.size >= maxEvents || this.bytes + event.raw.length > maxBytes) {
      throw new InboxFullError(
        `the memory inbox is full (${this.waiting.size} events, ${this.bytes} bytes): the listeners are slower than OpenIM`,
      );
    }
    if (event.idempotencyKey !== undefined && this.recent.repeats(event.idempotencyKey)) return 'stored';
    this.take(event);
    engine.enqueue({ ref: event, event, pending: undefined });
    return 'stored';
  }

  setAside(callback: UnusableCallback): void {
    this.letters.add(unusableLetter(callback));
  }

  async drain(milliseconds: number): Promise<DrainReport> {
    await this.engine?.idleWithin(milliseconds);
    return { undelivered: this.waiting.size };
  }

  close(): void {
    this.closed = true;
    this.engine?.stop();
    this.engine?.abort();
  }

  state(): InboxState {
    const [oldest] = this.waiting.values();
    return {
      healthy: !this.closed,
      problem: undefined,
      pending: this.waiting.size,
      oldestAge: oldest === undefined ? 0 : Math.max(0, Date.now() - oldest),
      held: 0,
      deadLetters: this.letters.size,
    };
  }

  private take(event: AcceptedEvent): void {
    this.waiting.set(event, event.receivedAt);
    this.bytes += event.raw.length;
  }

  private settle({ ref, pending, deadLetters }: SettledEvent<AcceptedEvent>): void {
    for (const letter of deadLetters) this.letters.add(letter);
    if (pending.length > 0) return;
    this.waiting.delete(ref);
    this.bytes -= ref.raw.length;
  }
}

/**
 * The memory inbox, for apps that may lose events when they crash.
 *
 * @throws {Error} for options that cannot be
 */
export const memoryInbox = (options?: MemoryInboxOptions): Inbox => new MemoryInbox(options);
