import { setTimeout as sleep } from 'node:timers/promises';
import { DeliveryScheduler, type DeliveryTarget } from 'nestjs-openim-callback/inbox';
import type { BullmqInboxSettings } from '../bullmq-inbox.options.js';
import type { QueueStore } from '../store/queue-store.js';
import type { StoreProblems } from '../store/store-problems.js';
import { KnownRecords } from './known-records.js';
import { PartitionLoop } from './partition-loop.js';
import { PartitionTurn, type TurnRef } from './partition-turn.js';

/** What the delivery from a store works with. */
export interface QueueDeliveryParts {
  readonly store: QueueStore;
  readonly settings: BullmqInboxSettings;
  readonly target: DeliveryTarget;
  readonly problems: StoreProblems;
  /** What to say of a store with which something has failed. */
  readonly textOf: (error: unknown) => string;
}

/** Delivers the events of those partitions whose first event this replica gets. */
export class QueueDelivery {
  private readonly scheduler: DeliveryScheduler<TurnRef>;
  private readonly loops: PartitionLoop[] = [];
  private readonly running: Promise<void>[] = [];
  private stopped = false;

  constructor(private readonly parts: QueueDeliveryParts) {
    this.scheduler = new DeliveryScheduler<TurnRef>({
      target: parts.target,
      concurrency: parts.settings.concurrency,
      settle: (settled) => settled.ref.turn.settle(settled),
      note: (settlement) => settlement.ref.turn.note(settlement),
      begin: ({ turn }) => turn.begin(),
      mayAttempt: ({ turn }) => turn.mayAttempt(),
      end: ({ turn }) => turn.ran(),
      onLeft: (queued) => queued.ref.turn.left(queued),
    });
  }

  /** Begins to take events. */
  start(): void {
    for (let partition = 0; partition < this.parts.settings.partitions; partition++) {
      const loop = this.loopOf(partition);
      this.loops.push(loop);
      this.running.push(loop.run());
    }
  }

  /** Takes no event from now on and waits for those that run; past the time they are cut off. */
  async stop(milliseconds: number): Promise<void> {
    this.stopped = true;
    this.scheduler.stop();
    if (!(await this.scheduler.idleWithin(milliseconds))) {
      this.scheduler.abort();
      await this.scheduler.idleWithin(milliseconds);
    }
    await this.withinTimeout(this.loops.map((loop) => loop.stop()));
  }

  /** Lets go of the connections. */
  async close(): Promise<void> {
    await this.withinTimeout(this.loops.map((loop) => loop.close()));
    // A worker may just have been given an event, which goes back.
    await this.withinTimeout(this.running);
  }

  /** While the store is away nothing can be given back; the leases run out. */
  private async withinTimeout(ends: readonly Promise<void>[]): Promise<void> {
    await Promise.race([Promise.all(ends), sleep(this.parts.settings.timeout, undefined, { ref: false })]);
  }

  private loopOf(number: number): PartitionLoop {
    const { store, settings, target, problems, textOf } = this.parts;
    const partition = store.partition(number);
    const known = new KnownRecords(target.largestBatch ?? 1);
    const onFailed = (error: unknown): void => problems.notice(`partition ${number}`, textOf(error));
    const onWorked = (): void => problems.resolved(`partition ${number}`);
    return new PartitionLoop({
      partition,
      lookAhead: settings.lookAhead,
      turnOf: (head, recovered, share) => {
        const turn = new PartitionTurn({
          partition,
          head,
          recovered,
          share,
          lease: settings.lease,
          target,
          enqueue: (queued) => this.scheduler.enqueue(queued),
          lookAhead: settings.lookAhead,
          known,
          onFailed,
          onWorked,
        });
        if (this.stopped) turn.end();
        return turn;
      },
      onFailed,
      onWorked,
    });
  }
}
