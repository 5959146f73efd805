import type { AcceptedEvent, UnusableCallback } from '../../accepted-event.js';
import type { DeadLetters } from '../../dead-letters.js';
import type { DeliveryTarget } from '../../delivery-target.js';
import {
  delivers,
  InboxFullError,
  SingleUse,
  type Appended,
  type DrainReport,
  type Inbox,
  type InboxState,
  type StartOptions,
  type WaitingEvent,
} from '../../inbox.js';
import { unusableLetter } from '../../dead-letters.js';
import { insertDeadLetter, trimUnusable } from './dead-letter-statements.js';
import { insertEvent, selectBacklog, selectWaiting, toWaitingEvent } from './event-statements.js';
import { describeLoss, NOT_STARTED, ONLY_DELIVERS, ONLY_EVENTS_HELD } from './messages.js';
import { newOwner } from './process-identity.js';
import { SqliteDatabase } from './database/sqlite-database.js';
import { SqliteDeadLetters } from './sqlite-dead-letters.js';
import { SqliteDelivery } from './sqlite-delivery.js';
import { withDefaults, type SqliteInboxOptions, type SqliteInboxSettings } from './sqlite-inbox.options.js';
import { describeProblem, isStorageFailure, UnusableStorageError } from './database/storage-problem.js';
import { WriteQueue } from './write-queue.js';

/** What an event takes in memory beside its body, roughly. */
const OVERHEAD = 500;

/**
 * The inbox in a file: an event is acknowledged when it is on the disk. It survives kill -9, power cuts and
 * deploys, and several processes on one file share the work.
 */
export class SqliteInbox implements Inbox {
  readonly deadLetters: DeadLetters;
  private readonly settings: SqliteInboxSettings;
  private readonly use = new SingleUse('sqliteInbox');
  private readonly database: SqliteDatabase;
  private readonly queue: WriteQueue;
  private target: DeliveryTarget | undefined;
  /** None in a process that does not deliver. */
  private delivery: SqliteDelivery | undefined;
  /** Looks after the file where there is no delivery that does. */
  private fileCheck: NodeJS.Timeout | undefined;
  private owner = newOwner();
  private problem: string | undefined;

  constructor(options: SqliteInboxOptions) {
    this.settings = withDefaults(options);
    const { file, driver, maxHeld, maxHeldBytes } = this.settings;
    this.database = new SqliteDatabase({ file, driver, onOpen: (opened) => this.opened(opened) });
    this.deadLetters = new SqliteDeadLetters(this.database.read, this.database.write);
    this.queue = new WriteQueue({
      write: this.database.write,
      isStorageFailure,
      onFailing: (error) => this.report(describeProblem(file, error)),
      onWorking: () => this.report(undefined),
      maxHeld,
      maxHeldBytes,
    });
  }

  /**
   * Opens the file and begins to deliver what is in it, in a process that does. A storage that fails does not keep the
   * app from starting: events are held until it is back.
   *
   * @throws {InboxInUseError} when another app has started it
   * @throws {UnusableStorageError} for another program's file, one of a newer version, or a missing driver
   */
  async start(target: DeliveryTarget, options?: StartOptions): Promise<void> {
    this.use.begin();
    this.target = target;
    const { database, queue, settings } = this;
    if (delivers(settings.role, options)) {
      this.delivery = new SqliteDelivery({ database, queue, settings, target, owner: () => this.owner });
      await this.delivery.start();
    } else {
      await this.checkFile();
      this.fileCheck = setInterval(() => void this.checkFile().catch(ignore), settings.lease / 3);
    }
  }

  append(event: AcceptedEvent): Promise<Appended> {
    const { delivery, owner } = this;
    if (!this.target) throw new InboxFullError(NOT_STARTED);
    if (this.settings.role === 'deliver') throw new InboxFullError(ONLY_DELIVERS);
    return this.queue.append({
      statements: insertEvent(event, Date.now(), this.settings.duplicateWindow),
      bytes: event.raw.length + OVERHEAD,
      receivedAt: event.receivedAt,
      written: ([rows]) => {
        const seq = rows?.[0]?.['rowid'];
        if (typeof seq === 'number') delivery?.wrote(seq, event, owner);
      },
    });
  }

  /**
   * Keeps a callback that could not be used.
   *
   * @throws {InboxFullError} while the storage fails: what room there is belongs to events
   */
  async setAside(callback: UnusableCallback): Promise<void> {
    if (this.queue.isFailing) throw new InboxFullError(ONLY_EVENTS_HELD);
    const { maxDeadLetters, maxDeadLetterBytes } = this.settings;
    await this.queue.append({
      statements: [
        insertDeadLetter(unusableLetter(callback)),
        trimUnusable(maxDeadLetters, maxDeadLetterBytes),
      ],
      bytes: callback.raw.length + OVERHEAD,
      written: () => undefined,
    });
  }

  async drain(milliseconds: number): Promise<DrainReport> {
    const until = performance.now() + milliseconds;
    await this.delivery?.stop(milliseconds);
    await this.queue.flush(until - performance.now());
    // What is in the file is delivered after the next start.
    return { undelivered: this.queue.held };
  }

  async close(): Promise<void> {
    this.use.end();
    clearInterval(this.fileCheck);
    await this.delivery?.stop(0);
    await this.queue.flush();
    this.queue.close();
    await this.delivery?.leave();
    await this.database.close();
  }

  async state(): Promise<InboxState> {
    const { held, heldSince } = this.queue;
    const healthy = this.problem === undefined;
    try {
      const [rows = []] = await this.database.read([selectBacklog]);
      const [{ pending = 0, oldest = null, letters = 0 } = {}] = rows;
      return {
        healthy,
        problem: this.problem,
        pending: Number(pending) + held,
        oldestAge: ageOf(Math.min(Number(oldest ?? Infinity), heldSince ?? Infinity)),
        held,
        deadLetters: Number(letters),
      };
    } catch (error) {
      const problem = this.problem ?? describeProblem(this.settings.file, error);
      return { healthy: false, problem, pending: held, oldestAge: ageOf(heldSince), held, deadLetters: 0 };
    }
  }

  async waiting(limit: number): Promise<WaitingEvent[]> {
    const [rows = []] = await this.database.read([selectWaiting(limit)]);
    return rows.map(toWaitingEvent);
  }

  /** What fails here is the storage; writes tell of it and go on trying. */
  private async checkFile(): Promise<void> {
    try {
      await this.database.checkFile();
    } catch (error) {
      if (error instanceof UnusableStorageError || !isStorageFailure(error)) throw error;
      this.queue.probe();
    }
  }

  private opened({ isNew, setAside }: { isNew: boolean; setAside: string | undefined }): void {
    if (!isNew) return;
    this.report(describeLoss(this.settings.file, setAside));
    // An alert on it may end, unless writes are still held: then it does when they are through.
    if (!this.queue.isFailing) this.report(undefined);
    // What is still on its way to the old file must not touch the numbers of the new one.
    this.owner = newOwner();
    this.delivery?.reset();
  }

  private report(problem: string | undefined): void {
    this.problem = problem;
    this.target?.storageChanged(problem);
  }
}

const ignore = (): void => undefined;

/** Milliseconds since a moment, 0 for one that is not, or lies ahead because the clock was set back. */
const ageOf = (since = Infinity): number => Math.max(0, Date.now() - since);

/**
 * The durable inbox: events are in an SQLite file, synced, before OpenIM gets its answer.
 *
 * @throws {Error} for options that cannot be
 *
 * @example
 * ```ts
 * OpenImCallbackModule.forRoot({ inbox: sqliteInbox({ file: 'data/openim-inbox.db' }) })
 * ```
 */
export const sqliteInbox = (options: SqliteInboxOptions): Inbox => new SqliteInbox(options);
