import type { Logger } from '@nestjs/common';
import * as messages from './messages.js';
import type { QueueStore } from './store/queue-store.js';
import type { StoreProblems } from './store/store-problems.js';

/** What the watch works with. */
export interface DurabilityWatchParts {
  readonly problems: StoreProblems;
  readonly logger: Logger;
  /** Whether a store that can lose events is not taken. */
  readonly strict: boolean;
}

/** Milliseconds between looks whether the store loses what it has acknowledged. */
const LOOK_FOR_LOSS = 5000;

/** Tells how durable a store is, and whether it loses what it has acknowledged. */
export class DurabilityWatch {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly parts: DurabilityWatchParts) {}

  /**
   * Logs what the store promises.
   *
   * @throws {Error} in `strict` for a store that can lose events
   */
  async tell(store: QueueStore): Promise<void> {
    const { logger, strict } = this.parts;
    const durability = await store.durability();
    if (durability.risks.length === 0) logger.log(messages.isDurable(durability));
    else if (strict) throw new Error(messages.hasRisks(durability));
    else if (!this.stopped) logger.warn(messages.hasRisks(durability));
  }

  /** Looks for loss, now and time and again: its settings can be changed, and it can be replaced, while the app runs. */
  async begin(store: QueueStore): Promise<void> {
    await this.look(store);
    if (!this.stopped) this.timer = setInterval(() => void this.look(store), LOOK_FOR_LOSS).unref();
  }

  /** Notes whether the store loses anything. */
  async look(store: QueueStore): Promise<void> {
    const { problems } = this.parts;
    const loss = await store.loss().catch(() => undefined);
    if (this.stopped) return;
    if (loss === undefined) problems.resolved('loss');
    else problems.notice('loss', loss);
  }

  /** Notes nothing from now on. */
  stop(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }
}
