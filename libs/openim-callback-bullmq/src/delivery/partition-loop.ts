import { setTimeout as sleep } from 'node:timers/promises';
import { LeaseLostError, type LeasedRecord, type PartitionQueue } from '../store/queue-store.js';
import { markDone, type PartitionTurn, type TurnOutcome } from './partition-turn.js';

/** What the loop works with. */
export interface PartitionLoopParts {
  readonly partition: Pick<PartitionQueue, 'take' | 'recover' | 'close'>;
  /**
   * @param recovered whether a process that has died may have had it, or what is behind it
   * @param share milliseconds for which what is behind it is delivered in the same turn
   */
  readonly turnOf: (head: LeasedRecord, recovered: boolean, share: number) => PartitionTurn;
  /** Records that a process may have in memory. */
  readonly lookAhead: number;
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
  private turn: PartitionTurn | undefined;
  private inTurn: Promise<unknown> = Promise.resolve();
  private stopped = false;
  private closed = false;
  private since = 0;
  /** Records that are still to come of those that a process which has died may have had. */
  private recovering = 0;

  constructor(private readonly parts: PartitionLoopParts) {}

  /** Goes on until it is stopped; what fails is tried again, for the store may be away. */
  async run(): Promise<void> {
    let next: LeasedRecord | undefined;
    let failures = 0;
    while (!this.stopped) {
      try {
        // An answer that was lost may have held the next event: nobody would work on it until its lease runs out.
        if (failures > 0) await this.parts.partition.recover();
        const head = next ?? (await this.fetch());
        // What comes with the end of another is not alone.
        const share = next ? SHARE - (performance.now() - this.since) : 0;
        next = undefined;
        if (head) next = await (this.inTurn = this.deliver(head, share));
        failures = 0;
      } catch (error) {
        // Once is what a connection that was lost, and is made anew, costs.
        if (++failures > 1) this.failed(error);
        await sleep(RETRY, undefined, { ref: false });
      }
    }
  }

  /** Ends a wait for events, or for the store. */
  close(): Promise<void> {
    this.closed = true;
    this.turn?.abandon();
    return this.parts.partition.close();
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

  private async fetch(): Promise<LeasedRecord | undefined> {
    const head = await this.parts.partition.take();
    this.parts.onWorked();
    this.since = performance.now();
    return head;
  }

  private async deliver(head: LeasedRecord, share: number): Promise<LeasedRecord | undefined> {
    if (this.stopped) {
      await head.giveBack();
      return undefined;
    }
    if (head.interruptions > 0) this.recovering = this.parts.lookAhead + 1;
    const turn = (this.turn = this.parts.turnOf(head, this.recovering > 0, share));
    const outcome: TurnOutcome = await turn.run();
    this.turn = undefined;
    this.recovering = Math.max(0, this.recovering - turn.size);
    if (outcome === 'undone') await head.giveBack();
    return outcome === 'done' ? this.complete(head) : undefined;
  }

  /**
   * Removes the event and brings the next along. When that is for another replica to deliver it goes back to the
   * head: that wakes the others, where leaving it in the queue would not.
   */
  private async complete(head: LeasedRecord): Promise<LeasedRecord | undefined> {
    const next = await this.completed(head);
    if (!next || (!this.stopped && performance.now() - this.since < SHARE)) return next;
    await next.giveBack();
    await sleep(STEP_BACK);
    return undefined;
  }
  /** Tries until the store takes it, which may be full: what was delivered would be delivered again. */
  private async completed(head: LeasedRecord): Promise<LeasedRecord | undefined> {
    for (let failures = 0; ; failures++) {
      try {
        return await head.complete();
      } catch (error) {
        // Whoever has it now, or is next, need not deliver it.
        if (error instanceof LeaseLostError) await markDone(head);
        if (error instanceof LeaseLostError || this.closed) throw error;
        if (failures > 0) this.failed(error);
        await sleep(RETRY, undefined, { ref: false });
      }
    }
  }
}
