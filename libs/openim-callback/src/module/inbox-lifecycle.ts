import { once } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import type { DeliveryTarget } from '../delivery/delivery-target.js';
import { InboxInUseError } from '../delivery/inbox.js';
import { SETTINGS, type ResolvedSettings } from './resolve-settings.js';

/** Starts a module instance's inbox and ends it: drained within the time that shutting down may take. */
@Injectable()
export class InboxLifecycle {
  private started = false;
  /** Milliseconds that draining may still take. */
  private timeLeft: number;

  constructor(@Inject(SETTINGS) private readonly settings: ResolvedSettings) {
    this.timeLeft = settings.shutdownTimeout;
  }

  /**
   * What has not started holds nothing either: a file, a thread, a connection.
   *
   * @param serving whether the app serves requests
   */
  async start(target: DeliveryTarget, serving: boolean): Promise<void> {
    const { inbox } = this.settings;
    try {
      await inbox.start(target, { serving });
      this.started = true;
    } catch (error) {
      // Another app's goes on.
      if (!(error instanceof InboxInUseError)) await inbox.close();
      throw error;
    }
  }

  /**
   * Drains within what earlier drains have left of the time; at once when the signal says so. Tells how many
   * accepted events are left that only the memory holds.
   */
  async drain(signal: AbortSignal): Promise<number> {
    if (!this.started) return 0;
    const { inbox } = this.settings;
    const began = performance.now();
    const { undelivered } = await (signal.aborted
      ? inbox.drain(0)
      : Promise.race([inbox.drain(this.timeLeft), once(signal, 'abort').then(() => inbox.drain(0))]));
    this.timeLeft = Math.max(0, this.timeLeft - (performance.now() - began));
    return undelivered;
  }

  /** Lets the storage go. */
  async close(): Promise<void> {
    if (this.started) await this.settings.inbox.close();
  }
}
