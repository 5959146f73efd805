import { setTimeout as sleep } from 'node:timers/promises';
import { type DeadLetter, DeliveryScheduler, type DeliveryTarget } from 'nestjs-openim-callback/inbox';
import type { BullmqInboxSettings } from './bullmq-inbox.options.js';
import type { EngineProblems } from './engine-problems.js';
import { newLockToken } from './lock-token.js';
import { PartitionLoop } from './partition-loop.js';
import { PartitionTurn, type TurnRef } from './partition-turn.js';
import type { InboxQueues } from './inbox-queues.js';

/** What the delivery from an engine works with. */
export interface BullmqDeliveryParts {
  readonly queues: InboxQueues;
  readonly settings: BullmqInboxSettings;
  readonly target: DeliveryTarget;
  readonly bury: (letter: DeadLetter, orderingKey: string | undefined) => Promise<void>;
  readonly problems: EngineProblems;
  /** What to say of an engine with which something has failed. */
  readonly textOf: (error: unknown) => string;
}

/** Delivers the events of those partitions whose first event this replica gets. */
export class BullmqDelivery {
  private readonly engine: DeliveryScheduler<TurnRef>;
  private readonly loops: PartitionLoop[] = [];
  private readonly running: Promise<void>[] = [];
  private stopped = false;

  constructor(private readonly parts: BullmqDeliveryParts) {
    this.engine = new DeliveryScheduler<TurnRef>({
      target: parts.target,
      concurrency: parts.settings.concurrency,
      settle: (settled) => settled.ref.turn.settle(settled),
      begin: ({ turn }) => turn.begin(),
      mayAttempt: ({ turn }) => turn.mayAttempt(),
      end: ({ turn }) => turn.ran(),
      onLeft: (queued) => queued.ref.turn.left(queued),
    });
  }

  /** Begins to take events. */
  start(): void {
    for (const partition of this.parts.queues.partitions.keys()) {
      const loop = this.loopOf(partition);
      this.loops.push(loop);
      this.running.push(loop.run());
    }
  }

  /** Takes no event from now on and waits for those that run; past the time they are cut off. */
  async stop(milliseconds: number): Promise<void> {
    this.stopped = true;
    this.engine.stop();
    if (!(await this.engine.idleWithin(milliseconds))) {
      this.engine.abort();
      await this.engine.idleWithin(milliseconds);
    }
    await this.withinTimeout(this.loops.map((loop) => loop.stop()));
  }

  /** Lets go of the connections. */
  async close(): Promise<void> {
    await this.withinTimeout(this.loops.map((loop) => loop.close()));
    // A worker may just have been given an event, which goes back.
    await this.withinTimeout(this.running);
  }

  /** While the engine is away nothing can be given back; the locks run out. */
  private async withinTimeout(ends: readonly Promise<void>[]): Promise<void> {
    await Promise.race([Promise.all(ends), sleep(this.parts.settings.timeout, undefined, { ref: false })]);
  }

  private loopOf(partition: number): PartitionLoop {
    const { queues, settings, target, bury, problems, textOf } = this.parts;
    const queue = queues.partitions[partition];
    if (!queue) throw new Error(`there is no partition ${partition}`);
    return new PartitionLoop({
      engine: queues.engine,
      makeWorker: () => queues.workerOf(partition, settings.lease),
      token: newLockToken(settings.lease),
      giveBack: async (id, token) => {
        const job = await queue.getJob(id);
        await job?.moveToWait(token);
      },
      giveBackAny: async (token) => {
        // With another's token it fails, or does nothing.
        for (const job of await queue.getJobs(['active'])) await job.moveToWait(token).catch(() => undefined);
      },
      turnOf: (head, token) => {
        const turn = new PartitionTurn({
          head,
          token,
          lease: settings.lease,
          target,
          enqueue: (queued) => this.engine.enqueue(queued),
          read: (start, end) => queues.listWaiting(queue, start, end),
          lookAhead: settings.lookAhead,
          bury,
        });
        if (this.stopped) turn.end();
        return turn;
      },
      onFailed: (error) => problems.notice(`partition ${partition}`, textOf(error)),
      onWorked: () => problems.mend(`partition ${partition}`),
    });
  }
}
