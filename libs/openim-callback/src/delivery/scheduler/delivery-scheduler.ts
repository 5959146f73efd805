import { setMaxListeners } from 'node:events';
import { batchPolicy } from '../batch-policy.js';
import type { DeliveryTarget, Recipient } from '../delivery-target.js';
import { BatchRun } from './batch-run.js';
import { EventRun, type EventRunParts } from './event-run.js';
import { Gatherer } from './gatherer.js';
import { Lanes } from './lanes.js';
import type { QueuedEvent, SettledEvent, Settlement, Turn } from './queued-event.js';

/** What an inbox gives its scheduler. */
export interface DeliverySchedulerParts<Ref> {
  readonly target: DeliveryTarget;
  /** Events delivered side by side. */
  readonly concurrency: number;
  /** Notes what became of an event. */
  readonly settle: (settled: SettledEvent<Ref>) => void;
  /** Asked right before each run of an event whether it may still run. @default it always may */
  readonly begin?: (ref: Ref) => Turn;
  /** Asked before each listener of a run; those that are left are tried in another run. @default it always may */
  readonly mayAttempt?: (ref: Ref) => boolean;
  /** Called after each run that `begin` allowed. */
  readonly end?: (ref: Ref) => void;
  /**
   * Notes, before an attempt begins, that it does; asked for events that were recovered from a process that has died.
   * @default nothing is noted
   */
  readonly note?: (settlement: Settlement<Ref>) => Promise<void>;
  /** Called when an event has left the scheduler, delivered or not. */
  readonly onLeft?: (queued: QueuedEvent<Ref>) => void;
  /** @default Date.now */
  readonly now?: () => number;
}

/** Delivers queued events: in order per key, side by side otherwise, in batches to who takes batches, again after failures. */
export class DeliveryScheduler<Ref> {
  private readonly lanes: Lanes;
  private readonly shutdown = new AbortController();
  private readonly runParts: EventRunParts<Ref>;
  /** By the names of the listeners that take batches. */
  private readonly gatherers = new Map<string, Gatherer>();
  private events = 0;
  /** Whether somebody waits for the end, so that batches wait for no more. */
  private isFlushing = false;
  private stopped = false;

  constructor({ concurrency, ...parts }: DeliverySchedulerParts<Ref>) {
    this.lanes = new Lanes(concurrency);
    this.runParts = {
      now: Date.now,
      ...parts,
      gather: (recipient, gathered) => this.gathererOf(recipient).add(gathered),
      onLeft: (queued) => {
        this.events--;
        parts.onLeft?.(queued);
      },
      shutdown: this.shutdown.signal,
      alone: { holder: undefined },
    };
    // One for each attempt that runs, without a warning.
    setMaxListeners(0, this.shutdown.signal);
  }

  /** Events that have not left the scheduler. */
  get size(): number {
    return this.events;
  }

  /** Those among them that wait for a retry, their own or that of the first of their key. */
  get delayed(): number {
    let { delayed } = this.lanes;
    for (const gatherer of this.gatherers.values()) delayed += gatherer.delayed;
    return delayed;
  }

  /** Queues an event; its delivery begins after the caller has gone on. */
  enqueue(queued: QueuedEvent<Ref>): void {
    this.events++;
    this.lanes.add(queued.event.orderingKey, new EventRun(queued, this.runParts));
  }

  /** Starts no event from now on. */
  stop(): void {
    this.stopped = true;
    this.lanes.stop();
    for (const gatherer of this.gatherers.values()) gatherer.stop();
  }

  /** Ends the attempts that run. They do not count: their events are as they were before. */
  abort(): void {
    this.shutdown.abort(new Error('the app is shutting down'));
  }

  /**
   * Resolves when nothing runs and, unless stopped, nothing waits; or when the time is up. Batches wait for no more events
   * from now on.
   */
  async idleWithin(milliseconds: number): Promise<boolean> {
    this.isFlushing = true;
    for (const gatherer of this.gatherers.values()) gatherer.flush();
    let timer: NodeJS.Timeout | undefined;
    const timeUp = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    const idle = await Promise.race([this.lanes.whenIdle().then(() => true), timeUp]);
    clearTimeout(timer);
    return idle;
  }

  private gathererOf(recipient: Recipient): Gatherer {
    const known = this.gatherers.get(recipient.name);
    if (known) return known;
    const { target, alone, shutdown, now } = this.runParts;
    const gatherer: Gatherer = new Gatherer({
      policy: batchPolicy(recipient.batch ?? {}),
      park: (count) => this.lanes.park(count),
      ask: () =>
        this.lanes.add(undefined, new BatchRun({ target, recipient, gatherer, alone, shutdown, now })),
    });
    if (this.isFlushing) gatherer.flush();
    if (this.stopped) gatherer.stop();
    this.gatherers.set(recipient.name, gatherer);
    return gatherer;
  }
}
