import type { AcceptedEvent, UnusableCallback } from '../accepted-event.js';
import { InboxFullError, type Deliver, type DrainReport, type Inbox } from '../inbox.js';
import { KeyedScheduler } from '../keyed-scheduler.js';

/** Bounds of the memory inbox. */
export interface MemoryInboxOptions {
  /** Events that may wait or run at a time. @default 10000 */
  readonly maxEvents?: number;
  /** Bytes of bodies that may wait or run at a time. @default 67108864 (64 MiB) */
  readonly maxBytes?: number;
  /** Events delivered side by side. Those of one ordering key never are. @default 16 */
  readonly concurrency?: number;
  /** Unusable callbacks that are kept, the latest. @default 100 */
  readonly maxUnusable?: number;
  /** Bytes of bodies of unusable callbacks that are kept. @default 16777216 (16 MiB) */
  readonly maxUnusableBytes?: number;
}

/**
 * The inbox that needs nothing: events wait in memory, bounded, in order per key. A crash or a kill loses what
 * has not been delivered.
 */
export class MemoryInbox implements Inbox {
  private readonly maxEvents: number;
  private readonly maxBytes: number;
  private readonly maxUnusable: number;
  private readonly maxUnusableBytes: number;
  private readonly scheduler: KeyedScheduler;
  private readonly setAsideCallbacks: UnusableCallback[] = [];
  private deliver: Deliver | undefined;
  private bytes = 0;
  private unusableBytes = 0;
  private pending = 0;
  private closed = false;

  constructor(options: MemoryInboxOptions = {}) {
    this.maxEvents = options.maxEvents ?? 10_000;
    this.maxBytes = options.maxBytes ?? 64 * 1024 * 1024;
    this.maxUnusable = options.maxUnusable ?? 100;
    this.maxUnusableBytes = options.maxUnusableBytes ?? 16 * 1024 * 1024;
    this.scheduler = new KeyedScheduler(options.concurrency ?? 16);
  }

  /** The unusable callbacks that are still kept, oldest first. */
  get unusable(): readonly UnusableCallback[] {
    return this.setAsideCallbacks;
  }

  start(deliver: Deliver): void {
    this.deliver = deliver;
  }

  append(event: AcceptedEvent): void {
    const { deliver } = this;
    if (!deliver || this.closed) throw new InboxFullError('the memory inbox is closed');
    if (this.pending >= this.maxEvents || this.bytes + event.raw.length > this.maxBytes) {
      throw new InboxFullError(
        `the memory inbox is full (${this.pending} events, ${this.bytes} bytes): the listeners are slower than OpenIM`,
      );
    }
    this.pending++;
    this.bytes += event.raw.length;
    this.scheduler.add(event.orderingKey, async () => {
      try {
        await deliver(event);
      } finally {
        this.pending--;
        this.bytes -= event.raw.length;
      }
    });
  }

  setAside(callback: UnusableCallback): void {
    if (callback.raw.length > this.maxUnusableBytes) return;
    this.setAsideCallbacks.push(callback);
    this.unusableBytes += callback.raw.length;
    while (this.setAsideCallbacks.length > this.maxUnusable || this.unusableBytes > this.maxUnusableBytes) {
      this.unusableBytes -= this.setAsideCallbacks.shift()?.raw.length ?? 0;
    }
  }

  async drain(milliseconds: number): Promise<DrainReport> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.scheduler.whenIdle(), timeUp]);
    clearTimeout(timer);
    return { undelivered: this.pending };
  }

  close(): void {
    this.closed = true;
    this.scheduler.clear();
  }
}

/** The memory inbox, for apps that may lose events when they crash. */
export const memoryInbox = (options?: MemoryInboxOptions): Inbox => new MemoryInbox(options);
