import { setTimeout as pause } from 'node:timers/promises';
import { InboxFullError, type Appended } from '../../inbox.js';
import { CommitDelay } from './commit-delay.js';
import { CLOSED, noRoom } from './messages.js';
import {
  ready,
  report,
  type ReadyWrite,
  type Statements,
  type WaitingWrite,
  type Write,
  type Written,
} from './queued-write.js';
import type { SqlRow, SqlStatement } from './database/sql-protocol.js';

/** What the queue works with. */
export interface WriteQueueParts {
  /** Runs a transaction; rejects when the storage fails. */
  readonly write: (statements: readonly SqlStatement[]) => Promise<readonly (readonly SqlRow[])[]>;
  /** Tells a failure of the storage from one of a statement. */
  readonly isStorageFailure: (error: unknown) => boolean;
  /** Told when the storage begins to fail, with the reason. */
  readonly onFailing: (error: unknown) => void;
  readonly onWorking: () => void;
  readonly maxHeld: number;
  readonly maxHeldBytes: number;
}

/** Statements in one transaction: enough to share a sync among many, few enough to begin the next one soon. */
const LARGEST_BATCH = 2000;
/** Milliseconds that writes may wait for which nobody does. */
const LINGER = 20;
/** Past so many of them they wait no longer. */
const LONGEST_LINGERING = 500;
const FIRST_RETRY = 100;
const LAST_RETRY = 2000;

/**
 * Group commit: what arrives while a transaction runs goes into the next one together. While the storage fails,
 * writes are held, bounded, and tried again until it is back.
 */
export class WriteQueue {
  private waiting: WaitingWrite[] = [];
  /** What the transaction that runs writes. */
  private running: readonly WaitingWrite[] = [];
  private readonly unreported: Written[] = [];
  private bytes = 0;
  private counted = 0;
  private failing = false;
  private retryDelay = FIRST_RETRY;
  private retryTimer: NodeJS.Timeout | undefined;
  private busy: Promise<void> | undefined;
  private lingering: NodeJS.Timeout | undefined;
  /** Transactions that were begun. */
  private begun = 0;
  private readonly delay = new CommitDelay();
  /** Whether what waits must not linger. */
  private urgent = false;
  private closed = false;

  constructor(private readonly parts: WriteQueueParts) {}

  /** Whether the last transaction has failed. */
  get isFailing(): boolean {
    return this.failing;
  }

  /** When the first of those that are held was received, in unix milliseconds; undefined when none is. */
  get heldSince(): number | undefined {
    const writes = this.failing ? [...this.running, ...this.waiting] : [];
    const received = writes.flatMap(({ receivedAt }) => receivedAt ?? []);
    return received.length === 0 ? undefined : received.reduce((first, each) => Math.min(first, each));
  }

  /** Writes that are held because the storage fails. */
  get held(): number {
    return this.failing ? this.counted : 0;
  }

  /**
   * Writes something; resolves when it is durable, or held.
   *
   * @throws {InboxFullError} when there is no room for more, or after close
   */
  append({ statements, bytes, receivedAt, written }: Omit<Write, 'failed'>): Promise<Appended> {
    if (this.closed) throw new InboxFullError(CLOSED);
    const { maxHeld, maxHeldBytes } = this.parts;
    if (this.counted >= maxHeld || this.bytes + bytes > maxHeldBytes) {
      throw new InboxFullError(noRoom(this.counted));
    }
    return new Promise((appended, failed) => {
      this.add({ statements, bytes, receivedAt, appended, written, failed });
    });
  }

  /** Writes something for which nobody waits, with the next transaction; `done` is told when that has ended. */
  enqueue(statements: Statements, done = ignore): void {
    this.add({ statements, bytes: 0, appended: ignore, written: done, failed: done });
  }

  /** Writes something with the next transaction; resolves when it is durable, with false when it cannot be. */
  write(statements: Statements): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    this.urgent = true;
    return new Promise((resolve) => {
      const end = (isWritten: boolean) => () => resolve(isWritten);
      this.add({ statements, bytes: 0, appended: ignore, written: end(true), failed: end(false) });
    });
  }

  /** Finds out whether the storage works, after something else has failed on it; goes on asking until it does. */
  probe(): void {
    if (!this.failing) void this.write([{ sql: 'SELECT 1' }]);
  }

  /**
   * Resolves when what was given before is written; while the storage fails it is tried for so many milliseconds,
   * at least once from now.
   */
  async flush(milliseconds = 0): Promise<void> {
    const until = performance.now() + milliseconds;
    for (;;) {
      await this.attempt();
      const left = until - performance.now();
      if (!this.failing || this.closed || left <= 0) return;
      await pause(Math.min(FIRST_RETRY, left));
    }
  }

  /** Hands over what was written, for somebody who knows more of the file by now than whoever it is handed to. */
  reportWritten(): void {
    for (const written of this.unreported.splice(0)) report(written);
  }

  /** Takes nothing from now on and gives up what is held. */
  close(): void {
    this.closed = true;
    clearTimeout(this.retryTimer);
    clearTimeout(this.lingering);
    for (const write of this.waiting.splice(0)) write.failed(new InboxFullError(CLOSED));
  }

  /** Resolves when what was given before is written, or one more transaction has failed. */
  private async attempt(): Promise<void> {
    if (this.closed || (!this.busy && this.waiting.length === 0)) return;
    const { begun } = this;
    this.urgent = true;
    await new Promise<void>((resolve) => {
      this.waiting.push({
        statements: [],
        bytes: 0,
        appended: (how) => {
          // One that was under way may have begun before the storage was back.
          if (how === 'held' && this.begun > begun) resolve();
        },
        written: () => resolve(),
        failed: () => resolve(),
      });
      this.start();
    });
  }

  private add(write: WaitingWrite): void {
    this.waiting.push(write);
    if (write.bytes > 0) {
      this.counted++;
      this.bytes += write.bytes;
    }
    if (this.failing) write.appended('held');
    else this.begin();
  }

  /**
   * Begins a transaction, unless there is one. What nobody waits for, the deletion of delivered events, lingers
   * a little for an append to go with: a sync of its own would stand in the way of the next one.
   */
  private begin(): void {
    if (this.busy || this.waiting.length === 0 || this.closed) return;
    if (this.isDue()) this.start();
    else this.lingering ??= setTimeout(() => this.startUrgently(), LINGER);
  }

  private start(): void {
    clearTimeout(this.lingering);
    this.lingering = undefined;
    clearTimeout(this.retryTimer);
    if (this.busy || this.waiting.length === 0 || this.closed) return;
    this.busy = this.work().finally(() => {
      this.busy = undefined;
      if (!this.failing) this.begin();
    });
  }

  private startUrgently(): void {
    this.urgent = true;
    this.start();
  }

  /** Commits one transaction after the other, as long as somebody waits for one. */
  private async work(): Promise<void> {
    do {
      await this.gather();
      const committing = this.isDue() ? this.commitNext() : undefined;
      // Only now: what there is to do with written events is done while the disk works for the next ones.
      this.reportWritten();
      await committing;
    } while (this.isDue() || this.unreported.length > 0);
  }

  /** Waits a turn for what has arrived on other connections, and a little for what is likely to. */
  private async gather(): Promise<void> {
    await nextTurn();
    while (this.delay.isWorth(this.counted) && !this.urgent && !this.failing && !this.closed) {
      this.reportWritten();
      await nextTurn();
    }
  }

  private isDue(): boolean {
    if (this.waiting.length === 0 || this.closed) return false;
    if (this.urgent) return true;
    return !this.failing && (this.counted > 0 || this.waiting.length >= LONGEST_LINGERING);
  }

  private commitNext(): Promise<void> {
    this.urgent = false;
    this.begun++;
    return this.commit(this.waiting.splice(0, LARGEST_BATCH).map(ready));
  }

  private async commit(batch: readonly ReadyWrite[]): Promise<void> {
    this.running = batch;
    const began = this.delay.now();
    const outcome = await this.parts
      .write(batch.flatMap(({ statements }) => statements))
      .then((rows) => ({ rows }))
      .catch((error: unknown) => ({ error }));
    this.running = [];
    this.delay.ended(began, this.counted);
    if ('rows' in outcome) this.wrote(batch, outcome.rows);
    else if (this.parts.isStorageFailure(outcome.error)) this.fail(batch, outcome.error);
    else await this.isolate(batch, outcome.error);
  }

  private wrote(batch: readonly ReadyWrite[], rows: readonly (readonly SqlRow[])[]): void {
    this.works();
    for (const write of batch) {
      this.forget(write);
      write.appended('stored');
    }
    this.unreported.push({ batch, rows });
  }

  /** The storage answers, but one statement is at fault: it must not keep the others from being written. */
  private async isolate(batch: readonly ReadyWrite[], error: unknown): Promise<void> {
    this.works();
    const [only] = batch;
    if (only && batch.length === 1) {
      this.forget(only);
      only.failed(error);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    const rest = batch.slice(middle);
    // Back in the line meanwhile: should the storage fail now, they stay behind the first half.
    this.waiting.unshift(...rest);
    await this.commit(batch.slice(0, middle));
    if (!this.failing) await this.commit(this.waiting.splice(0, rest.length).map(ready));
  }

  private fail(batch: readonly WaitingWrite[], error: unknown): void {
    this.waiting.unshift(...batch);
    const first = !this.failing;
    this.failing = true;
    for (const write of this.waiting) write.appended('held');
    if (first) this.parts.onFailing(error);
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.startUrgently(), this.retryDelay);
    this.retryDelay = Math.min(LAST_RETRY, this.retryDelay * 2);
  }

  private works(): void {
    if (!this.failing) return;
    this.failing = false;
    this.retryDelay = FIRST_RETRY;
    this.parts.onWorking();
  }

  private forget({ bytes }: WaitingWrite): void {
    if (bytes === 0) return;
    this.counted--;
    this.bytes -= bytes;
  }
}

const ignore = (): void => undefined;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
