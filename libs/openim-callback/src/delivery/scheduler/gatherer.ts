import type { BatchPolicy } from '../batch-policy.js';
import { Fifo, TransientMap } from './collections.js';
import type { GatheredEvent } from './gathered-event.js';

/** What a gatherer works with. */
export interface GathererParts {
  readonly policy: BatchPolicy;
  /** Asks for a run that takes a batch when it has a place. */
  readonly ask: () => void;
  /** Told how many more, or less, wait here. */
  readonly park: (count: number) => void;
}

type Key = string | undefined;

/** The order in which keys came, and what waits of each. */
type Queues = Map<Key, Fifo<GatheredEvent>>;

/**
 * Gathers the events of one listener until a batch is full, or its first has waited long enough. Those of one key go in
 * the order they came: while some are in a batch, or wait to be tried again, the others of the key stay here.
 */
export class Gatherer {
  /** What a batch can take: of each key all that is here. */
  private open: Queues = new Map();
  private available = 0;
  /** What waits of keys that a batch has. */
  private readonly behind = new TransientMap<string, Fifo<GatheredEvent>>();
  /** Keys of batches that wait to be tried again. */
  private readonly held = new Set<string>();
  private delayedEvents = 0;
  /** When the first that is available has waited long enough. */
  private deadline = Infinity;
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Infinity;
  /** Whether a run was asked for that has not taken its batch yet. */
  private asked = false;
  private isFlushing = false;
  private stopped = false;

  constructor(private readonly parts: GathererParts) {}

  /** Events that wait to be tried again, and those behind them. */
  get delayed(): number {
    return this.delayedEvents;
  }

  /** Takes an event. */
  add(gathered: GatheredEvent): void {
    const key = gathered.event.orderingKey;
    this.parts.park(1);
    const behind = key === undefined ? undefined : this.behind.get(key);
    if (key !== undefined && behind) {
      behind.push(gathered);
      if (this.held.has(key)) this.delayedEvents++;
      return;
    }
    const queue = this.open.get(key) ?? new Fifo();
    queue.push(gathered);
    this.open.set(key, queue);
    this.offer(1, gathered);
  }

  /** Takes a batch out. Its keys are its own until they are freed. One that may have ended a process goes alone. */
  take(): readonly GatheredEvent[] {
    const taken: GatheredEvent[] = [];
    const left: Queues = new Map();
    for (const [key, queue] of this.open) {
      const before = taken.length;
      this.fill(taken, queue);
      if (taken.length === before || key === undefined) {
        if (queue.size > 0) left.set(key, queue);
        continue;
      }
      this.behind.set(key, queue);
      this.available -= queue.size;
    }
    this.open = left;
    this.available -= taken.length;
    this.parts.park(-taken.length);
    this.asked = false;
    this.deadline = this.firstDeadline();
    this.look();
    return taken;
  }

  /** Lets go of a key of a batch. */
  free(key: string): void {
    const queue = this.behind.get(key);
    this.behind.delete(key);
    const first = queue?.first;
    if (!queue || !first) return;
    this.open.set(key, queue);
    this.offer(queue.size, first);
  }

  /** Notes that so many events of a batch wait to be tried again, and keep its keys. */
  pause(count: number, keys: ReadonlySet<string>): void {
    this.delayedEvents += count;
    for (const key of keys) {
      this.held.add(key);
      this.delayedEvents += this.behind.get(key)?.size ?? 0;
    }
  }

  /** Notes that they wait no more. */
  resume(count: number, keys: ReadonlySet<string>): void {
    this.delayedEvents -= count;
    for (const key of keys) {
      this.held.delete(key);
      this.delayedEvents -= this.behind.get(key)?.size ?? 0;
    }
  }

  /** Waits for no others from now on. */
  flush(): void {
    this.isFlushing = true;
    this.look();
  }

  /** Asks for no run from now on. */
  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private fill(taken: GatheredEvent[], queue: Fifo<GatheredEvent>): void {
    while (taken.length < this.parts.policy.size && taken[0]?.isSuspect !== true) {
      if (taken.length > 0 && queue.first?.isSuspect) return;
      const next = queue.shift();
      if (!next) return;
      taken.push(next);
    }
  }

  private offer(count: number, { since }: GatheredEvent): void {
    this.available += count;
    this.deadline = Math.min(this.deadline, since + this.parts.policy.within);
    this.look();
  }

  private firstDeadline(): number {
    let first = Infinity;
    for (const queue of this.open.values()) first = Math.min(first, queue.first?.since ?? Infinity);
    return first + this.parts.policy.within;
  }

  /** Asks for a run, or looks again when it is time. */
  private look(): void {
    if (this.asked || this.stopped || this.available === 0) return;
    const isFull = this.available >= this.parts.policy.size;
    const wait = isFull || this.isFlushing ? 0 : this.deadline - performance.now();
    if (wait <= 0) {
      this.asked = true;
      this.clear();
      this.parts.ask();
    } else if (this.deadline < this.timerAt) {
      this.clear();
      this.timerAt = this.deadline;
      this.timer = setTimeout(() => {
        this.timerAt = Infinity;
        this.look();
      }, Math.ceil(wait));
    }
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timerAt = Infinity;
  }
}
