import { BullmqInbox, type BullmqInboxTuning } from 'nestjs-openim-callback-bullmq';
import type { SuiteTarget } from '../../support/inbox-suite.js';
import type { StoreServer } from './store-server.js';

/** Makes and starts inboxes on one server, all with the same queues, and closes them in the end. */
export class InboxBench {
  private readonly inboxes: BullmqInbox[] = [];

  constructor(
    private readonly server: Pick<StoreServer, 'place'>,
    readonly name: string,
  ) {}

  /** One that is not started. */
  make(options: BullmqInboxTuning = {}): BullmqInbox {
    const inbox = new BullmqInbox({
      ...this.server.place,
      name: this.name,
      ...options,
    });
    this.inboxes.push(inbox);
    return inbox;
  }

  /** One that delivers to a target. */
  async start(target: SuiteTarget, options: BullmqInboxTuning = {}): Promise<BullmqInbox> {
    const inbox = this.make(options);
    await inbox.start(target);
    return inbox;
  }

  async close(): Promise<void> {
    await Promise.all(this.inboxes.map((inbox) => inbox.close()));
  }
}
