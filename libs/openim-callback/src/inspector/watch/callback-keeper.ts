import { TransientMap } from '../../delivery/scheduler/collections.js';
import type { CallbackContext } from '../../listeners/callback-context.js';
import { beginAttempt, type KeptAttempt, KeptCallback, type KeptFacts } from './kept-callback.js';

/** What is kept. */
export interface KeepBounds {
  /** Callbacks. */
  readonly count: number;
  /** Bytes of all of them together. */
  readonly bytes: number;
  /** How many of each second, a random choice when more come. */
  readonly perSecond: number;
}

/** What arrived in a stretch of time. */
export interface Batch {
  readonly callbacks: readonly KeptCallback[];
  readonly seen: number;
}

/** Milliseconds of a window, out of which so many are chosen. */
export const WINDOW = 250;

/** Before callbacks whose listeners are remembered until they are answered. */
const MOST_UNANSWERED = 512;

/** A body that takes more than this part of all is not kept with its callback. */
const LARGEST_PART = 16;

/**
 * Keeps the last callbacks within bounds. When many come it keeps a random choice of each quarter of a second, so that
 * most of them cost no more than a number that is counted; those that did not go well have a choice of their own.
 */
export class CallbackKeeper {
  /** How many have come. */
  seen = 0;
  /** Whether somebody watches: he takes the batches, and is told whose listeners have got on. */
  watched = false;
  private readonly kept = new TransientMap<string, KeptCallback>();
  /**
   * The attempts of those that are kept. By the body, which all copies of a record share: an id would have to be hashed
   * for each callback, only to find that it is not kept.
   */
  private readonly attempts = new WeakMap<Buffer, KeptAttempt[]>();
  /** The same of before callbacks that have no answer yet, which may be kept or not. */
  private readonly unanswered = new TransientMap<Buffer, KeptAttempt[]>();
  private readonly ordinary: Reservoir;
  private readonly notable: Reservoir;
  private readonly changed = new Set<KeptCallback>();
  private bytes = 0;
  private windowEnd = 0;
  private seenBefore = 0;

  constructor(private readonly bounds: KeepBounds) {
    const size = Math.max(1, Math.floor((bounds.perSecond * WINDOW) / 1000));
    this.ordinary = new Reservoir(size);
    this.notable = new Reservoir(size);
  }

  /**
   * Says whether a callback is to be kept: then {@link keep} must be called.
   *
   * @param at when it came, in unix milliseconds
   */
  chooses(notable: boolean, at: number): boolean {
    if (at >= this.windowEnd && !this.watched) this.nextWindow(at);
    return (notable ? this.notable : this.ordinary).chooses();
  }

  /** Keeps a callback that was chosen. */
  keep(notable: boolean, facts: KeptFacts): KeptCallback {
    const tooLarge = (facts.raw?.length ?? 0) > this.bounds.bytes / LARGEST_PART;
    const callback = new KeptCallback(tooLarge ? { ...facts, raw: undefined } : facts);
    const replaced = (notable ? this.notable : this.ordinary).take(callback);
    if (replaced) this.forget(replaced);
    this.kept.set(facts.id, callback);
    if (facts.raw) this.attempts.set(facts.raw, facts.attempts);
    this.bytes += callback.bytes;
    for (const oldest of this.kept.values()) {
      if (this.kept.size <= this.bounds.count && this.bytes <= this.bounds.bytes) break;
      this.forget(oldest);
    }
    return callback;
  }

  /** The kept callback of that id. */
  find(id: string): KeptCallback | undefined {
    return this.kept.get(id);
  }

  /** All that are kept, newest first. */
  all(): KeptCallback[] {
    return [...this.kept.values()].reverse();
  }

  /**
   * Notes that a listener is called. Undefined when its callback is not kept.
   *
   * @param isAnswered whether the callback was answered before: if not, it is not known yet whether it will be kept
   */
  begin(
    { eventID, raw, attempt }: CallbackContext,
    listener: string,
    isAnswered: boolean,
  ): KeptAttempt | undefined {
    const attempts =
      this.attempts.get(raw) ?? (isAnswered ? undefined : (this.unanswered.get(raw) ?? this.remember(raw)));
    if (!attempts) return undefined;
    // In a batch that is being halved the same attempt goes on.
    const goesOn = attempts.find(
      (each) => each.listener === listener && each.attempt === attempt && each.took === undefined,
    );
    if (goesOn) return goesOn;
    const begun = beginAttempt(listener, attempt);
    attempts.push(begun);
    this.noteChange(eventID);
    return begun;
  }

  /** The attempts of a before callback that has no answer yet. */
  attemptsUntilNow(raw: Buffer): KeptAttempt[] | undefined {
    return this.unanswered.get(raw);
  }

  /** What the listeners of a before callback did before it was answered. */
  takeUnanswered(raw: Buffer): KeptAttempt[] | undefined {
    const attempts = this.unanswered.get(raw);
    this.unanswered.delete(raw);
    return attempts;
  }

  /** Notes that the body of a callback, which may be a kept one, was read back from storage. */
  recognise(id: string, raw: Buffer): void {
    const callback = this.kept.get(id);
    if (callback) this.attempts.set(raw, callback.facts.attempts);
  }

  /** Notes that the listeners of a callback have got on. */
  noteChange(id: string): void {
    const callback = this.watched ? this.kept.get(id) : undefined;
    if (callback) this.changed.add(callback);
  }

  /** What has come since the last batch, at most so many; for the one who watches. */
  takeBatch(most: number): Batch {
    const notable = someOf(this.notable.chosen(), most);
    const callbacks = [...notable, ...someOf(this.ordinary.chosen(), most - notable.length)];
    const seen = this.seen - this.seenBefore;
    this.nextWindow(Date.now());
    return { callbacks: callbacks.sort((one, other) => one.facts.at - other.facts.at), seen };
  }

  /** Callbacks whose listeners have got on since it was asked last, at most so many; the others the next time. */
  takeChanged(most: number): KeptCallback[] {
    const changed = [...this.changed].slice(0, most);
    for (const callback of changed) this.changed.delete(callback);
    return changed;
  }

  private nextWindow(at: number): void {
    const goesOn = at < this.windowEnd + WINDOW;
    this.windowEnd = at + WINDOW;
    this.seenBefore = this.seen;
    this.ordinary.begin(goesOn);
    this.notable.begin(goesOn);
  }

  private remember(raw: Buffer): KeptAttempt[] {
    const attempts: KeptAttempt[] = [];
    this.unanswered.set(raw, attempts);
    // Observers of everything get a before event when it was answered: nobody asks for their attempts.
    if (this.unanswered.size > MOST_UNANSWERED) {
      const [oldest] = this.unanswered.keys();
      if (oldest) this.unanswered.delete(oldest);
    }
    return attempts;
  }

  private forget(callback: KeptCallback): void {
    const { id, raw } = callback.facts;
    if (this.kept.get(id) !== callback) return;
    this.kept.delete(id);
    if (raw) this.attempts.delete(raw);
    this.changed.delete(callback);
    this.ordinary.drop(callback);
    this.notable.drop(callback);
    this.bytes -= callback.bytes;
  }
}

/** How many more than there are places for are looked at, so that places are rarely given to others again. */
const SPARE = 2;

/** A random choice of so many out of however many come. */
class Reservoir {
  private readonly slots = new Map<number, KeptCallback>();
  private come = 0;
  /** The part of those that come that is looked at. */
  private part = 1;
  private offered = 0;
  private slot = 0;

  constructor(private readonly size: number) {}

  /** Whether the next one is chosen. */
  chooses(): boolean {
    this.come++;
    if (this.part < 1 && Math.random() >= this.part) return false;
    const place = this.offered++;
    this.slot = place < this.size ? place : Math.floor(Math.random() * this.offered);
    return this.slot < this.size;
  }

  /** Puts in the one that was chosen. Returns the one whose place it takes. */
  take(callback: KeptCallback): KeptCallback | undefined {
    const replaced = this.slots.get(this.slot);
    this.slots.set(this.slot, callback);
    callback.slot = this.slot;
    return replaced;
  }

  /** Those that are chosen now, oldest first. */
  chosen(): KeptCallback[] {
    return [...this.slots.values()];
  }

  drop(callback: KeptCallback): void {
    if (this.slots.get(callback.slot) === callback) this.slots.delete(callback.slot);
  }

  /**
   * Begins anew.
   *
   * @param goesOn whether about as many are to be expected as came the last time
   */
  begin(goesOn: boolean): void {
    this.part = goesOn ? (SPARE * this.size) / this.come : 1;
    this.slots.clear();
    this.come = this.offered = 0;
  }
}

/** A random choice; the list is shuffled as far as needed. */
function someOf(callbacks: KeptCallback[], most: number): KeptCallback[] {
  for (let at = 0; at < Math.min(most, callbacks.length); at++) {
    const other = at + Math.floor(Math.random() * (callbacks.length - at));
    const [one, two] = [callbacks[at], callbacks[other]];
    if (one && two) [callbacks[at], callbacks[other]] = [two, one];
  }
  return callbacks.slice(0, Math.max(0, most));
}
