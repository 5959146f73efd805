import type { AcceptedEvent } from '../../accepted-event.js';
import type { DeliveryTarget } from '../../delivery-target.js';
import { DeliveryScheduler } from '../../scheduler/delivery-scheduler.js';
import type { SettledEvent, Settlement, Turn } from '../../scheduler/queued-event.js';
import { undeliveredLetter } from '../../dead-letters.js';
import { insertDeadLetter } from './dead-letter-statements.js';
import { EventLoader, type EventRef } from './event-loader.js';
import { deleteEvents, moveEvent, selectHead, updatePending, type EventRow } from './event-statements.js';
import { monotonicNow, PartitionLeases } from './partition-leases.js';
import { ownerHasEnded } from './process-identity.js';
import { PartitionTable, type OwnedPartition } from './partition-table.js';
import { Removals } from './removals.js';
import type { SqliteDatabase } from './database/sqlite-database.js';
import type { SqliteInboxSettings } from './sqlite-inbox.options.js';
import { isStorageFailure, UnusableStorageError } from './database/storage-problem.js';
import type { SqlRow, SqlStatement } from './database/sql-protocol.js';
import { maintainFile } from './maintenance.js';
import type { WriteQueue } from './write-queue.js';

/** What the delivery from a file works with. */
export interface SqliteDeliveryParts {
  readonly database: SqliteDatabase;
  readonly queue: WriteQueue;
  readonly settings: SqliteInboxSettings;
  readonly target: DeliveryTarget;
  /** Who this process is on the file. */
  readonly owner: () => string;
}

/** Delivers the events of the partitions that this process owns. */
export class SqliteDelivery {
  private readonly table = new PartitionTable();
  private readonly scheduler: DeliveryScheduler<EventRef>;
  private readonly loader: EventLoader;
  private readonly leases: PartitionLeases;
  private readonly removals: Removals;
  private readonly timers: NodeJS.Timeout[] = [];
  /** Events whose outcome is not yet written; a crash now would have them delivered again. */
  private unsettled = 0;
  private renewing: Promise<void> = Promise.resolve();

  constructor(private readonly parts: SqliteDeliveryParts) {
    const { database, queue, settings, target, owner } = parts;
    const { table } = this;
    this.scheduler = new DeliveryScheduler<EventRef>({
      target,
      concurrency: settings.concurrency,
      settle: (settled) => this.settle(settled),
      begin: (ref) => this.begin(ref),
      mayAttempt: (ref) => this.mayAttempt(ref),
      note: async (settlement) => {
        await queue.write(this.outcomeOf(settlement));
      },
      end: (ref) => this.end(ref),
      onLeft: (queued) => this.loader.left(queued),
    });
    this.loader = new EventLoader({
      owner,
      table,
      read: (statements) => this.read(statements),
      target,
      lookAhead: settings.lookAhead,
      lookAheadBytes: settings.lookAheadBytes,
      size: () => this.scheduler.size + this.unsettled,
      delayed: () => this.scheduler.delayed,
      enqueue: (queued) => this.scheduler.enqueue(queued),
      onMisplaced: (ref, event) => queue.enqueue(moveEvent(ref.seq, event, ref)),
      onUnreadable: (row, ref, reason) => this.storeUnreadable(row, ref, reason),
    });
    this.leases = new PartitionLeases({
      owner,
      table,
      write: database.write,
      lease: settings.lease,
      now: monotonicNow,
      hasEnded: ownerHasEnded,
    });
    this.removals = new Removals({ owner, queue, keep: settings.retention > 0 });
  }

  /** Begins; goes on when the storage is back should it fail now. */
  async start(): Promise<void> {
    const { database, settings } = this.parts;
    const { lease, pollInterval } = settings;
    try {
      await this.renew();
    } catch (error) {
      if (error instanceof UnusableStorageError || !isStorageFailure(error)) throw error;
      this.parts.queue.probe();
    }
    this.timers.push(
      this.every(lease / 3, () => (this.renewing = this.probeOnFailure(() => this.renew()))),
      this.every(lease / 3, () => this.probeOnFailure(() => maintainFile(database, settings))),
      this.every(pollInterval, () => this.probeOnFailure(() => this.poll())),
    );
  }

  /** Takes an event that was just written, by who this process was when it was given. */
  wrote(seq: number, event: AcceptedEvent, owner: string): void {
    // Its number may be one of a file that is gone; in the file that is there, it is found like those of others.
    if (owner === this.parts.owner()) this.loader.wrote(seq, event);
  }

  /** Forgets what was known of the file: another one is in its place. */
  reset(): void {
    this.table.reset();
  }

  /** Begins no event from now on and waits for those that run; past the time they are cut off. */
  async stop(milliseconds: number): Promise<void> {
    this.scheduler.stop();
    await this.loader.stop();
    if (!(await this.scheduler.idleWithin(milliseconds))) {
      this.scheduler.abort();
      await this.scheduler.idleWithin(milliseconds);
    }
    this.removals.flush();
  }

  /** Hands everything over to other processes on the file. */
  async leave(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    // A sign of life that is under way would take everything again.
    await this.renewing;
    await this.probeOnFailure(() => this.leases.leave());
  }

  private async renew(): Promise<void> {
    const { database } = this.parts;
    await database.checkFile();
    await this.leases.renew();
    await this.poll();
  }

  /** What was read is of a later state than what was written before it, and so must be told of later. */
  private async read(statements: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    const { database, queue, owner } = this.parts;
    const reader = owner();
    const rows = await database.read(statements);
    queue.reportWritten();
    // An answer of a file that is gone: its numbers would have this process look for events that are not there.
    return owner() === reader ? rows : [];
  }

  /** Looks for events that somebody else has written. */
  private async poll(): Promise<void> {
    const [rows = []] = await this.read([selectHead]);
    this.table.sawHead(Number(rows[0]?.['head'] ?? 0));
    this.loader.load();
  }

  private begin({ partition, epoch, owner }: EventRef): Turn {
    // The file it came from is gone, and with it whoever else might deliver it.
    if (owner !== this.parts.owner()) return 'run';
    const owned = this.table.find(partition, epoch);
    if (!owned) return 'leave';
    // Late with its sign of life, which may yet show that nobody has taken the partition: leaving would forget it.
    if (!this.leases.isValid) return 'wait';
    owned.running++;
    return 'run';
  }

  private mayAttempt(ref: EventRef): boolean {
    return !this.leaseOf(ref) || (this.partitionOf(ref) !== undefined && this.leases.isValid);
  }

  private end(ref: EventRef): void {
    const owned = this.partitionOf(ref);
    if (owned) owned.running--;
  }

  private partitionOf({ partition, epoch, owner }: EventRef): OwnedPartition | undefined {
    return owner === this.parts.owner() ? this.table.findAny(partition, epoch) : undefined;
  }

  /** What must still hold when something is written of an event; undefined when the file it came from is gone. */
  private leaseOf(ref: EventRef): EventRef | undefined {
    return ref.owner === this.parts.owner() ? ref : undefined;
  }

  private settle(settled: SettledEvent<EventRef>): void {
    const { ref, pending, deadLetters } = settled;
    const owned = this.partitionOf(ref);
    // Until it is written: a partition that is given back before would have its last events delivered again.
    if (owned) owned.running++;
    this.unsettled++;
    const written = (): void => {
      this.unsettled--;
      if (owned) owned.running--;
      this.loader.load();
    };
    if (pending.length === 0 && deadLetters.length === 0) {
      this.removals.add(ref.seq, ref, written);
      return;
    }
    this.parts.queue.enqueue(this.outcomeOf(settled), written);
  }

  private outcomeOf({ ref, pending, deadLetters }: Settlement<EventRef>): readonly SqlStatement[] {
    const lease = this.leaseOf(ref);
    const letters = deadLetters.map((letter) => insertDeadLetter({ ...letter, orderingKey: ref.key }, lease));
    const outcome = pending.length === 0 ? deletionOf(ref) : [updatePending(ref.seq, pending, ref)];
    return [...letters, ...outcome];
  }

  /** What was unusable stays so; an event that was accepted is kept as those are that a listener gave up. */
  private storeUnreadable({ stored, wasUnusable }: EventRow, ref: EventRef, reason: string): void {
    const kind = wasUnusable ? 'unusable' : 'undelivered';
    const letter = undeliveredLetter(stored, { kind, reason, diedAt: Date.now() });
    const { id, orderingKey } = stored;
    const statement = insertDeadLetter({ ...letter, id, orderingKey }, this.leaseOf(ref));
    this.parts.queue.enqueue([statement, ...deletionOf(ref)]);
    if (!wasUnusable) this.parts.target.unreadable(stored, reason);
  }

  /** What fails here is the storage; writes tell of it, and the next sign of life tries again. */
  private async probeOnFailure(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isStorageFailure(error)) this.parts.queue.probe();
    }
  }

  /** Repeats something, unless the last time has not ended. */
  private every(milliseconds: number, work: () => Promise<void>): NodeJS.Timeout {
    let working = false;
    return setInterval(() => {
      if (working) return;
      working = true;
      void work().finally(() => (working = false));
    }, milliseconds);
  }
}

const deletionOf = (ref: EventRef): readonly SqlStatement[] =>
  deleteEvents([{ seq: ref.seq, lease: ref }], ref.owner);
