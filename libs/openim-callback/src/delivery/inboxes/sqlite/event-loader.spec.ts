import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import type { AcceptedEvent } from '../../accepted-event.js';
import type { QueuedEvent } from '../../scheduler/queued-event.js';
import { eventually, Gate } from '../../inbox-suite/eventually.js';
import { numberOf, suiteEvent } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { EventLoader, type EventRef } from './event-loader.js';
import { partitionOf } from './partition-table.js';
import { PartitionTable } from './partition-table.js';
import type { SqlRow, SqlStatement, SqlValue } from './database/sql-protocol.js';

/** A file of events in memory, and a delivery that ends events when the test says so. */
class Bench {
  readonly rows: SqlRow[] = [];
  readonly table = new PartitionTable();
  readonly queued: QueuedEvent<EventRef>[] = [];
  readonly taken: number[] = [];
  readonly unreadable: string[] = [];
  readonly misplaced: number[] = [];
  reads = 0;
  peak = 0;
  /** Those that wait for a retry. */
  delayed = 0;
  /** What keeps a read from being answered. */
  hold: Promise<void> = Promise.resolve();
  fails = false;
  readonly loader: EventLoader;

  constructor(lookAhead: number, lookAheadBytes = Infinity) {
    this.loader = new EventLoader({
      owner: () => 'me',
      table: this.table,
      read: (statements) => this.read(statements),
      target: new SuiteTarget(),
      lookAhead,
      lookAheadBytes,
      delayed: () => this.delayed,
      size: () => this.queued.length,
      enqueue: (queued) => {
        this.queued.push(queued);
        this.taken.push(numberOf(queued.event));
        this.peak = Math.max(this.peak, this.queued.length);
      },
      onMisplaced: (ref, event) => {
        expect(ref.key).toBeUndefined();
        this.misplaced.push(numberOf(event));
      },
      onUnreadable: ({ seq }, ref, reason) => this.unreadable.push(`${seq} ${ref.seq} ${reason}`),
    });
    this.own(1);
  }

  own(epoch: number, partitions = Array.from({ length: 64 }, (_, index) => index)): void {
    this.table.update(new Map(partitions.map((partition) => [partition, epoch])), 64);
  }

  /** Puts an event into the file, as this process or as another. */
  write(event: AcceptedEvent, mine: boolean, change: Partial<SqlRow> = {}): void {
    const seq = this.rows.length + 1;
    this.rows.push({
      seq,
      partition: partitionOf(event),
      id: event.id,
      command: event.command,
      operation_id: event.operationID,
      ordering_key: event.orderingKey ?? null,
      received_at: event.receivedAt,
      query: event.query,
      raw: event.raw,
      checksum: crc32(event.raw),
      pending: null,
      ...change,
    });
    if (mine) this.loader.wrote(seq, event);
  }

  /** Looks for what others have written. */
  look(): void {
    this.table.sawHead(this.rows.length);
    this.loader.load();
  }

  /** Ends one of the events that are being delivered: the first of its key. */
  end(index: number): void {
    const chosen = this.queued[index % Math.max(1, this.queued.length)];
    const key = chosen?.event.orderingKey;
    const at =
      key === undefined
        ? this.queued.indexOf(chosen as QueuedEvent<EventRef>)
        : this.queued.findIndex(({ event }) => event.orderingKey === key);
    const [ended] = this.queued.splice(at, 1);
    if (ended) this.loader.left(ended);
  }

  private async read([page]: readonly SqlStatement[]): Promise<readonly (readonly SqlRow[])[]> {
    this.reads++;
    await this.hold;
    if (this.fails) throw new Error('no');
    const params = page?.params ?? [];
    const wanted = page?.sql.includes('ordering_key = ?') ? ofKey(params) : ofPartitions(params);
    return [this.rows.filter(wanted).slice(0, Number(params.at(-1))), [{ head: this.rows.length }]];
  }
}

type Params = readonly SqlValue[];

const ofKey =
  ([after, last, partition, key]: Params) =>
  ({ seq, partition: its, ordering_key }: SqlRow): boolean =>
    Number(seq) > Number(after) && Number(seq) <= Number(last) && its === partition && ordering_key === key;

const ofPartitions = ([after, partitions, ...rest]: Params) => {
  const wanted = new Set(JSON.parse(String(partitions)) as unknown[]);
  const except = new Set(rest.length > 1 ? (JSON.parse(String(rest[0])) as unknown[]) : []);
  return ({ seq, partition, ordering_key }: SqlRow): boolean =>
    Number(seq) > Number(after) && wanted.has(partition) && !except.has(ordering_key);
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('EventLoader', () => {
  it('takes everything once, in order per key, and never more than its look-ahead', async () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constant('write' as const), key: fc.nat(3), mine: fc.boolean() }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('end' as const), index: fc.nat(50) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('look' as const) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('turn' as const) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 240, size: 'max' }),
        fc.integer({ min: 1, max: 80 }),
        async (steps, lookAhead) => {
          const bench = new Bench(lookAhead);
          let written = 0;
          for (const each of steps) {
            if (each.kind === 'write') {
              bench.write(suiteEvent(written++, each.key === 0 ? {} : { key: `k${each.key}` }), each.mine);
            } else if (each.kind === 'end') bench.end(each.index);
            else if (each.kind === 'look') bench.look();
            else await turn();
          }
          bench.look();
          while (bench.taken.length < written || bench.queued.length > 0) {
            await turn();
            bench.end(0);
          }
          expect(bench.peak).toBeLessThanOrEqual(lookAhead);
          expect(bench.taken.toSorted((a, b) => a - b)).toEqual(
            Array.from({ length: written }, (_, index) => index),
          );
          const keyOf = (number: number) => bench.rows[number]?.['ordering_key'];
          for (const key of ['k1', 'k2', 'k3']) {
            const numbers = bench.taken.filter((number) => keyOf(number) === key);
            expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('takes what this process has written without reading it back', () => {
    const bench = new Bench(10);
    bench.write(suiteEvent(1, { key: 'a' }), true);
    bench.write(suiteEvent(2, { key: 'b' }), true);
    expect(bench.taken).toEqual([1, 2]);
    expect(bench.reads).toBe(0);
  });

  it('lets a key that is held up take a part of the look-ahead only, and its partition go on', async () => {
    const bench = new Bench(1024);
    for (let number = 0; number < 100; number++) bench.write(suiteEvent(number, { key: 'slow' }), true);
    expect(bench.queued).toHaveLength(16);
    const other = Array.from({ length: 10_000 }, (_, number) => suiteEvent(1000, { key: `${number}` })).find(
      (event) => partitionOf(event) === partitionOf(suiteEvent(0, { key: 'slow' })),
    );
    bench.write(other ?? suiteEvent(0), true);
    expect(bench.taken).toContain(1000);
    bench.write({ ...(other ?? suiteEvent(0)), id: '2' }, false);
    bench.look();
    await eventually(() => expect(bench.taken.filter((number) => number === 1000)).toHaveLength(2));
    expect(bench.queued).toHaveLength(18);
    while (bench.taken.length < 102) {
      bench.end(0);
      await turn();
    }
    expect(bench.taken.filter((number) => number < 1000)).toEqual(
      Array.from({ length: 100 }, (_, index) => index),
    );
  });

  it('reads back what it has written itself of a key that was held up', async () => {
    const bench = new Bench(1024);
    const all = Array.from({ length: 60 }, (_, number) => number);
    for (const number of all) bench.write(suiteEvent(number, { key: 'slow' }), true);
    expect([bench.queued.length, bench.reads]).toEqual([16, 0]);
    while (bench.queued.length > 0) {
      bench.end(0);
      await turn();
    }
    expect(bench.taken).toEqual(all);
    bench.write(suiteEvent(60, { key: 'slow' }), true);
    expect(bench.taken).toEqual([...all, 60]);
  });

  it('forgets of a partition that was lost what it has deferred, and reads it anew when it is won again', async () => {
    const bench = new Bench(1024);
    const all = Array.from({ length: 40 }, (_, number) => number);
    for (const number of all) bench.write(suiteEvent(number, { key: 'slow' }), true);
    bench.own(1, []);
    bench.own(2);
    bench.look();
    await turn();
    expect(bench.queued).toHaveLength(16);
    while (bench.queued.length > 0) {
      bench.end(0);
      await turn();
    }
    // Those of the first epoch were in the delivery already: there they are told from the others by it.
    expect(bench.taken).toEqual([...all.slice(0, 16), ...all]);
  });

  it('takes nothing of a partition that was lost, or lost and won again, while it was read', async () => {
    const bench = new Bench(10);
    const gate = new Gate();
    bench.hold = gate.passed;
    bench.write(suiteEvent(1, { key: 'a' }), false);
    bench.look();
    bench.own(2);
    bench.hold = Promise.resolve();
    gate.open();
    await eventually(() => expect(bench.queued).toHaveLength(1));
    expect(bench.queued[0]?.ref.epoch).toBe(2);
    await turn();
    expect(bench.taken).toEqual([1]);
  });

  it('gives what cannot be read any more aside, and goes on', async () => {
    const bench = new Bench(10);
    const [first, second, third, fourth] = [1, 2, 3, 4].map((number) => suiteEvent(number)) as [
      AcceptedEvent,
      AcceptedEvent,
      AcceptedEvent,
      AcceptedEvent,
    ];
    bench.write(first, false, { checksum: 1 });
    bench.write(second, false, { pending: '[{' });
    bench.write(third, false, { raw: Buffer.from('{'), checksum: crc32('{') });
    bench.write(fourth, false);
    bench.look();
    await eventually(() => expect(bench.taken).toEqual([4]));
    expect(bench.unreadable).toHaveLength(3);
    expect(bench.unreadable[0]).toContain('1 1 it is not what was written: the file is damaged');
    expect(bench.unreadable[1]).toContain('the file is damaged');
    expect(bench.unreadable[2]).toContain('JSON');
  });

  it('takes nothing that is in the partition of its id though it has a key', async () => {
    const bench = new Bench(10);
    const [first, second] = [suiteEvent(1, { key: 'k' }), suiteEvent(2, { key: 'other' })];
    const elsewhere = (partitionOf(first) + 1) % 64;
    bench.write(first, false, { partition: elsewhere, ordering_key: null });
    // Of a version of the app that had other keys.
    bench.write(second, false, { partition: (partitionOf(second) + 1) % 64, ordering_key: 'old' });
    bench.look();
    await eventually(() => expect(bench.taken).toEqual([2]));
    expect(bench.misplaced).toEqual([1]);
  });

  it('takes others in place of those that wait for a retry, nine times as many', async () => {
    const bench = new Bench(10);
    for (let number = 0; number < 200; number++) bench.write(suiteEvent(number), true);
    expect(bench.queued).toHaveLength(10);
    bench.delayed = 4;
    bench.look();
    await eventually(() => expect(bench.queued).toHaveLength(14));
    bench.delayed = 150;
    bench.look();
    await eventually(() => expect(bench.queued).toHaveLength(100));
    await turn();
    expect(bench.queued).toHaveLength(100);
  });

  it('takes nothing past so many bytes, but one event at least', async () => {
    const size = suiteEvent(1).raw.length;
    const bench = new Bench(1000, 1.5 * size);
    for (let number = 1; number < 4; number++) bench.write(suiteEvent(number), true);
    expect(bench.taken).toEqual([1, 2]);
    bench.end(0);
    await eventually(() => expect(bench.taken).toEqual([1, 2, 3]));
    const small = new Bench(1000, 1);
    small.write(suiteEvent(1), true);
    expect(small.taken).toEqual([1]);
  });

  it('gives the stored listeners on', async () => {
    const bench = new Bench(10);
    const pending = [{ listener: 'x', attempts: 3, failedAt: 1, dueAt: 2 }];
    bench.write(suiteEvent(1), false, { pending: JSON.stringify(pending) });
    bench.look();
    await eventually(() => expect(bench.queued).toHaveLength(1));
    expect(bench.queued[0]?.pending).toEqual(pending);
  });

  it('reads again at the next look after a read has failed', async () => {
    const bench = new Bench(10);
    bench.fails = true;
    bench.write(suiteEvent(1), false);
    bench.look();
    await turn();
    expect(bench.taken).toEqual([]);
    bench.fails = false;
    bench.look();
    await eventually(() => expect(bench.taken).toEqual([1]));
  });

  it('takes nothing after it was stopped', async () => {
    const bench = new Bench(10);
    const gate = new Gate();
    bench.hold = gate.passed;
    bench.write(suiteEvent(1), false);
    bench.look();
    const stopped = bench.loader.stop();
    gate.open();
    await stopped;
    bench.look();
    await turn();
    expect(bench.taken).toEqual([]);
    expect(bench.reads).toBe(1);
  });
});
