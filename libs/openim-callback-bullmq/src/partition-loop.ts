import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Worker } from 'bullmq';
import type { PartitionTurn, TurnOutcome } from './partition-turn.js';
import type { InboxJob, QueueEngine } from './queue-engine.js';

/** What the loop works with. */
export interface PartitionLoopParts {
  readonly engine: Pick<QueueEngine, 'ready' | 'take' | 'release' | 'revive'>;
  readonly makeWorker: () => Worker<InboxJob>;
  /** What it locks jobs with. */
  readonly token: string;
  /** Puts a job back at the head, whatever has become of the worker. */
  readonly giveBack: (id: string, token: string) => Promise<void>;
  /** Puts back what is locked with a token, if anything is. */
  readonly giveBackAny: (token: string) => Promise<void>;
  readonly turnOf: (head: Job<InboxJob>, token: string) => PartitionTurn;
  /** Told when it fails more than once; the error of each. */
  readonly onFailed: (error: unknown) => void;
  /** Told when it has looked for an event. */
  readonly onWorked: () => void;
}

/** Milliseconds one replica may keep a partition that is never empty, before another can have it. */
const SHARE = 1000;
/** Milliseconds in which another may take it. */
const STEP_BACK = 10;
const RETRY = 100;

/** Takes the events of one partition as they come to its head, one at a time. */
export class PartitionLoop {
  private worker: Worker<InboxJob> | undefined;
  private turn: PartitionTurn | undefined;
  private inTurn: Promise<unknown> = Promise.resolve();
  private ready: Promise<void> | undefined;
  private stopped = false;
  private closed = false;
  private since = 0;

  constructor(private readonly parts: PartitionLoopParts) {}

  /** Goes on until it is stopped; what fails is tried again, for the engine may be away. */
  async run(): Promise<void> {
    let next: Job<InboxJob> | undefined;
    let failures = 0;
    while (!this.stopped) {
      try {
        // An answer that was lost may have held the next event: nobody would work on it until its lock runs out.
        if (failures > 0) await this.parts.giveBackAny(this.parts.token);
        const head = next ?? (await this.fetch());
        next = undefined;
        if (head) next = await (this.inTurn = this.take(head));
        failures = 0;
      } catch (error) {
        // Once is what a connection that was lost, and is made anew, costs.
        if (++failures > 1) this.failed(error);
        await sleep(RETRY, undefined, { ref: false });
      }
    }
  }

  /** Lets go of the worker's connections, which ends a wait for events, or for the engine. */
  async close(): Promise<void> {
    this.closed = true;
    if (this.worker) await this.parts.engine.release(this.worker);
  }

  /** Takes no event from now on, and gives back the one that is not done once it is quiet. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.turn?.end();
    await this.inTurn.catch(() => undefined);
  }

  /** What fails since it is stopped is nobody's fault. */
  private failed(error: unknown): void {
    if (!this.stopped) this.parts.onFailed(error);
  }

  private async fetch(): Promise<Job<InboxJob> | undefined> {
    const worker = await this.readyWorker();
    const head = await this.parts.engine.take(worker, this.parts.token);
    this.parts.onWorked();
    this.since = performance.now();
    return head;
  }

  /** A worker that fails to look at the engine for the first time fails for good: there must be another one. */
  private async readyWorker(): Promise<Worker<InboxJob>> {
    if (this.closed) throw new Error('the loop is closed');
    const worker = (this.worker ??= this.parts.makeWorker());
    try {
      await (this.ready ??= this.parts.engine.ready(worker));
    } catch (error) {
      this.worker = this.ready = undefined;
      await this.parts.engine.release(worker);
      throw error;
    }
    return worker;
  }

  private async take(head: Job<InboxJob>): Promise<Job<InboxJob> | undefined> {
    const { token } = this.parts;
    if (this.stopped) {
      await this.giveBack(head);
      return undefined;
    }
    this.turn = this.parts.turnOf(head, token);
    const outcome: TurnOutcome = await this.turn.run();
    this.turn = undefined;
    if (outcome === 'undone') await this.giveBack(head);
    return outcome === 'done' ? this.complete(head) : undefined;
  }

  /**
   * Removes the event and brings the next along. When that is for another replica to deliver it goes back to the
   * head: that wakes the others, where leaving it in the queue would not.
   */
  private async complete(head: Job<InboxJob>): Promise<Job<InboxJob> | undefined> {
    const worker = await this.readyWorker();
    const found: unknown = await head.moveToCompleted(undefined, this.parts.token, true);
    const [data, id] = Array.isArray(found) ? (found as readonly unknown[]) : [];
    if (!data || typeof id !== 'string') return undefined;
    const next = this.parts.engine.revive(worker, data, id);
    if (!this.stopped && performance.now() - this.since < SHARE) return next;
    await this.giveBack(next);
    await sleep(STEP_BACK);
    return undefined;
  }

  private giveBack({ id }: Job<InboxJob>): Promise<void> {
    return this.parts.giveBack(id ?? '', this.parts.token);
  }
}
