import { randomUUID } from 'node:crypto';
import { queueName, queueNamesBeyond } from '../bullmq/queue-names.js';
import {
  LeaseLostError,
  RefusedError,
  type Addressed,
  type Backlog,
  type ConnectionWatcher,
  type Durability,
  type LeasedRecord,
  type NonceBounds,
  type PartitionQueue,
  type PlacedRecord,
  type QueuePlace,
  type QueueStore,
  type StoredRecord,
} from '../store/queue-store.js';
import { isEvent, type RecordData } from '../store/records.js';
import type { FakeConnection, FakeQueue, FakeServer, Row } from './fake-server.js';

/** Which queues there are. */
export interface FakeStoreSettings {
  readonly name: string;
  readonly partitions: number;
  readonly lease: number;
}

/** Milliseconds to wait for a record. */
const WAIT = 50;

/** A store in memory: what Redis and PostgreSQL do behind the same port. */
export class FakeStore implements QueueStore {
  private readonly connection: FakeConnection;
  private readonly ends: (() => void)[];
  private readonly left = new AbortController();

  constructor(
    private readonly server: FakeServer,
    private readonly settings: FakeStoreSettings,
    { away, back }: ConnectionWatcher,
  ) {
    this.connection = server.connect();
    const refused = (): void => away(new Error('connect ECONNREFUSED'));
    this.ends = [server.on('away', refused), server.on('back', back)];
    if (server.behaviour.away) refused();
  }

  prepare(): Promise<void> {
    return this.connection.answer('prepare', () => undefined);
  }

  add(items: readonly Addressed[]): Promise<readonly boolean[]> {
    const work = (): readonly boolean[] => {
      if (items.some(({ record }) => this.server.behaviour.refuses(record.data)))
        throw new RefusedError('too odd');
      return items.map(({ to, record }) => this.queue(to).add(record));
    };
    return this.connection.answer('add', work, true);
  }

  list(place: QueuePlace, first: number, last: number): Promise<readonly StoredRecord[]> {
    const { waiting } = this.queue(place);
    return this.connection.answer('list', () =>
      waiting.slice(first, last + 1).map((row) => this.record(row)),
    );
  }

  first(partition: number, most: number): Promise<readonly StoredRecord[]> {
    return this.connection.answer('list', () =>
      this.queue(partition)
        .rows.slice(0, most)
        .map((row) => this.record(row)),
    );
  }

  remove(place: QueuePlace, ids: readonly string[]): Promise<number> {
    const { waiting } = this.queue(place);
    return this.connection.answer('remove', () => {
      const before = waiting.length;
      for (const id of ids) waiting.splice(0, Infinity, ...waiting.filter((row) => row.id !== id));
      return before - waiting.length;
    });
  }

  trim(place: QueuePlace, most: number): Promise<void> {
    const { waiting } = this.queue(place);
    return this.connection.answer('trim', () => void waiting.splice(0, Math.max(0, waiting.length - most)));
  }

  partition(partition: number): PartitionQueue {
    return new FakePartition(this.connection, this.queue(partition), this.settings.lease, this.left.signal, {
      record: (row) => this.record(row),
      letters: (kind) => this.queue(kind),
    });
  }

  backlog(): Promise<Backlog> {
    return this.connection.answer('backlog', () => {
      const rows = Array.from(
        { length: this.settings.partitions },
        (_, place) => this.queue(place).rows,
      ).flat();
      const letters = [...this.queue('undelivered').rows, ...this.queue('unusable').rows];
      return {
        pending: rows.length,
        oldest: rows.length === 0 ? undefined : Math.min(...rows.map(({ timestamp }) => timestamp)),
        deadLetters: letters.length,
      };
    });
  }

  durability(): Promise<Durability> {
    return this.connection.answer('durability', () => ({ settings: 'Fake 1', risks: this.server.risks }));
  }

  loss(): Promise<string | undefined> {
    return this.connection.answer('loss', () => this.server.loss);
  }

  claimNonce(nonce: string, { most }: NonceBounds): Promise<boolean> {
    return this.connection.answer('claimNonce', () => this.server.claimNonce(nonce, most), true);
  }

  unread(): Promise<readonly string[]> {
    const { name, partitions } = this.settings;
    const beyond = new Set(queueNamesBeyond(name, partitions));
    return this.connection.answer('unread', () => this.server.occupied.filter((queue) => beyond.has(queue)));
  }

  close(): Promise<void> {
    for (const end of this.ends) end();
    this.left.abort();
    return Promise.resolve();
  }

  private queue(place: QueuePlace): FakeQueue {
    return this.server.queue(queueName(this.settings.name, place));
  }

  private record(row: Row): StoredRecord {
    return {
      id: row.id,
      data: JSON.parse(row.data) as RecordData,
      update: (data) =>
        this.connection.answerWhenThere(
          isBegun(data) ? 'note' : 'update',
          () => void (row.data = JSON.stringify(data)),
          true,
        ),
    };
  }
}

/** What a partition asks of its store. */
interface Parts {
  readonly record: (row: Row) => StoredRecord;
  readonly letters: (kind: 'undelivered' | 'unusable') => FakeQueue;
}

class FakePartition implements PartitionQueue {
  private readonly token = randomUUID();
  private closed = false;

  constructor(
    private readonly connection: FakeConnection,
    private readonly queue: FakeQueue,
    private readonly lease: number,
    private readonly left: AbortSignal,
    private readonly parts: Parts,
  ) {}

  async take(): Promise<LeasedRecord | undefined> {
    const end = performance.now() + WAIT;
    for (;;) {
      if (this.isClosed) throw new Error('the partition is closed');
      const row = await this.connection.answer('take', () => this.takeRow(), true);
      if (row) return this.leased(row);
      if (performance.now() > end) return undefined;
      await this.changed(end - performance.now());
    }
  }

  async recover(): Promise<void> {
    await this.connection.answer('recover', () => {
      if (this.queue.leaseOf(this.token)) this.queue.putBack();
    });
  }

  read(first: number, last: number): Promise<readonly StoredRecord[]> {
    return this.connection.answerWhenThere('read', () => {
      const rows = this.queue.waiting.slice(first, last + 1);
      this.connection.server.recordsRead += rows.length;
      return rows.map((row) => this.parts.record(row));
    });
  }

  load(ids: readonly string[]): Promise<readonly StoredRecord[]> {
    return this.connection.answerWhenThere('load', () =>
      ids.flatMap((id) => {
        const row = this.queue.waiting.find((waiting) => waiting.id === id);
        return row ? [this.parts.record(row)] : [];
      }),
    );
  }

  async remove(records: readonly PlacedRecord[]): Promise<void> {
    const gone = new Set(records.map(({ id }) => id));
    await this.connection.answerWhenThere('removeDelivered', () => {
      const { waiting } = this.queue;
      waiting.splice(0, Infinity, ...waiting.filter(({ id }) => !gone.has(id)));
    });
  }

  async addDeadLetter(
    kind: 'undelivered' | 'unusable',
    record: Parameters<FakeQueue['add']>[0],
  ): Promise<void> {
    await this.connection.answerWhenThere('addDeadLetter', () => this.parts.letters(kind).add(record), true);
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private get isClosed(): boolean {
    return this.closed || this.left.aborted;
  }

  private takeRow(): Row | undefined {
    return this.queue.take(this.token, this.lease);
  }

  private leased(row: Row): LeasedRecord {
    const lease = () => this.queue.leaseOf(this.token, row.id);
    return {
      ...this.parts.record(row),
      leasedAt: Date.now(),
      interruptions: row.interruptions,
      extend: () =>
        this.connection.answer(
          'extend',
          () => {
            const mine = lease();
            if (mine) mine.until = Date.now() + this.lease;
            return mine !== undefined;
          },
          true,
        ),
      complete: async () => {
        const next = await this.connection.answerWhenThere(
          'complete',
          () => {
            if (!lease()) throw new LeaseLostError('the lease has ended');
            this.queue.lease = undefined;
            return this.takeRow();
          },
          true,
        );
        return next && this.leased(next);
      },
      giveBack: () =>
        this.connection.answerWhenThere(
          'giveBack',
          () => {
            if (!lease()) throw new LeaseLostError('the lease has ended');
            this.queue.putBack();
          },
          true,
        ),
    };
  }

  /** Waits until something has changed, or the time is up. */
  private changed(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        off();
        resolve();
      };
      const off = this.connection.server.on('changed', done);
      const timer = setTimeout(done, milliseconds);
    });
  }
}

/** Whether data notes that an attempt begins. */
const isBegun = (data: RecordData): boolean =>
  isEvent(data) && data.pending?.some(({ begun }) => begun === true) === true;
