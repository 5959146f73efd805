import { setMaxListeners } from 'node:events';
import type { DeliveryTarget } from '../delivery-target.js';
import { EventRun, type EventRunParts } from './event-run.js';
import { Lanes, type JobResult } from './lanes.js';
import type { QueuedEvent, SettledEvent } from './queued-event.js';

/** Whether an event may run now, must wait since that is not certain, or leaves since another process has it. */
export type Turn = 'run' | 'wait' | 'leave';

/** What an inbox gives its engine. */
export interface DeliveryEngineParts<Ref> {
  readonly target: DeliveryTarget;
  /** Events delivered side by side. */
  readonly concurrency: number;
  /** Notes what became of an event. */
  readonly settle: (settled: SettledEvent<Ref>) => void;
  /** Asked right before each run of an event whether it may still run. @default it always may */
  readonly begin?: (ref: Ref) => Turn;
  /** Asked before each listener of a run; those that are left are tried in another run. @default it always may */
  readonly mayGoOn?: (ref: Ref) => boolean;
  /** Called after each run that `begin` allowed. */
  readonly end?: (ref: Ref) => void;
  /** Called when an event has left the engine, delivered or not. */
  readonly onLeft?: (queued: QueuedEvent<Ref>) => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/** Milliseconds until an event that must wait asks again. */
const ASK_AGAIN = 250;

/** Delivers queued events: in order per key, side by side otherwise, again after failures. */
export class DeliveryEngine<Ref> {
  private readonly lanes: Lanes;
  private readonly shutdown = new AbortController();
  private readonly runParts: EventRunParts<Ref>;

  constructor(private readonly parts: DeliveryEngineParts<Ref>) {
    this.lanes = new Lanes(parts.concurrency);
    const { target, settle, mayGoOn = () => true, now = Date.now } = parts;
    this.runParts = { target, settle, mayGoOn, shutdown: this.shutdown.signal, now };
    // One for each attempt that runs, without a warning.
    setMaxListeners(0, this.shutdown.signal);
  }

  /** Events that have not left the engine. */
  get size(): number {
    return this.lanes.size;
  }

  /** Those among them that wait for a retry, their own or that of the first of their key. */
  get asleep(): number {
    return this.lanes.asleep;
  }

  /** Queues an event; its delivery begins after the caller has gone on. */
  enqueue(queued: QueuedEvent<Ref>): void {
    const run = new EventRun(queued, this.runParts);
    this.lanes.add(queued.event.orderingKey, () => this.runOnce(queued, run));
  }

  /** Starts no event from now on. */
  stop(): void {
    this.lanes.stop();
  }

  /** Ends the attempts that run. They do not count: their events are as they were before. */
  abort(): void {
    this.shutdown.abort(new Error('the app is shutting down'));
  }

  /** Resolves when nothing runs and, unless stopped, nothing waits; or when the time is up. */
  async idleWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    const idle = await Promise.race([this.lanes.whenIdle().then(() => true), timeUp]);
    clearTimeout(timer);
    return idle;
  }

  private runOnce(queued: QueuedEvent<Ref>, run: EventRun<Ref>): JobResult | Promise<JobResult> {
    const turn = this.parts.begin?.(queued.ref) ?? 'run';
    if (turn === 'wait') return { runAgainIn: ASK_AGAIN, holds: true };
    if (turn === 'leave') return this.left(queued);
    const result = run.run();
    return result instanceof Promise
      ? result.then((made) => this.ended(queued, made))
      : this.ended(queued, result);
  }

  private ended(queued: QueuedEvent<Ref>, result: JobResult): JobResult {
    this.parts.end?.(queued.ref);
    return result === 'done' ? this.left(queued) : result;
  }

  private left(queued: QueuedEvent<Ref>): JobResult {
    this.parts.onLeft?.(queued);
    return 'done';
  }
}
