import fc from 'fast-check';
import { PartitionTable } from './partition-table.js';

/** A file with its events, and one process that reads it the way the loader does. */
class Model {
  readonly table = new PartitionTable();
  readonly events: { seq: number; partition: number }[] = [];
  /** What was taken, by partition, since the partition was won. */
  readonly taken = new Map<number, number[]>();
  private leases = new Map<number, number>();
  private seq = 0;

  own(partitions: readonly number[], share: number): void {
    const next = new Map<number, number>();
    for (const partition of partitions) {
      const epoch = this.leases.get(partition);
      next.set(partition, epoch ?? this.seq + 1000 + partition);
      if (epoch === undefined) this.taken.set(partition, []);
    }
    for (const partition of this.leases.keys()) if (!next.has(partition)) this.taken.delete(partition);
    this.leases = next;
    this.table.update(next, share);
  }

  write(partition: number, mine: boolean): void {
    this.events.push({ seq: ++this.seq, partition });
    if (!mine) return;
    const owned = this.table.wrote(this.seq, partition);
    if (!owned) return;
    owned.cursor = this.seq;
    this.take(partition, this.seq);
  }

  poll(): void {
    this.table.sawHead(this.seq);
  }

  /** Reads one page; false when there was nothing to read. */
  page(limit: number): boolean {
    const group = this.table.behind();
    const [first] = group;
    if (!first) return false;
    const partitions = new Set(group.map(({ partition }) => partition));
    const rows = this.events
      .filter(({ seq, partition }) => seq > first.cursor && partitions.has(partition))
      .slice(0, limit);
    this.table.sawHead(this.seq);
    for (const { seq, partition } of rows) this.take(partition, seq);
    const reached = rows.length < limit ? this.seq : (rows.at(-1)?.seq ?? this.seq);
    for (const each of group) each.cursor = Math.max(each.cursor, reached);
    return true;
  }

  private take(partition: number, seq: number): void {
    this.taken.get(partition)?.push(seq);
  }
}

const PARTS = 4;
const part = fc.nat(PARTS - 1);
const command = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), part, mine: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('page' as const), limit: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('poll' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('own' as const), parts: fc.uniqueArray(part) }),
  },
);

describe('PartitionTable', () => {
  it('takes every event of what is owned exactly once and in order, whoever writes', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 80 }), (commands) => {
        const model = new Model();
        model.own([0, 1, 2, 3], PARTS);
        for (const step of commands) {
          if (step.kind === 'write') model.write(step.part, step.mine);
          else if (step.kind === 'page') model.page(step.limit);
          else if (step.kind === 'poll') model.poll();
          else model.own(step.parts, PARTS);
        }
        model.poll();
        while (model.page(3));
        for (const [partition, taken] of model.taken) {
          expect(taken).toEqual(
            model.events.filter((event) => event.partition === partition).map(({ seq }) => seq),
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  const owning = (partitions: readonly number[], share = 64): PartitionTable => {
    const table = new PartitionTable();
    table.update(new Map(partitions.map((partition) => [partition, 1])), share);
    return table;
  };

  it('lets go of what it has beyond its share when nothing of it runs', () => {
    const table = owning([1, 2]);
    const second = table.find(2);
    if (second) second.running = 1;
    table.update(
      new Map([
        [1, 1],
        [2, 1],
      ]),
      1,
    );
    expect(table.find(1)).toBeDefined();
    expect(table.find(2)).toBeUndefined();
    expect(table.findAny(2, 1)).toBe(second);
    expect(table.released()).toEqual([]);
    if (second) second.running = 0;
    expect(table.released()).toEqual([2]);
    table.update(new Map([[1, 1]]), 1);
    expect(table.findAny(2, 1)).toBeUndefined();
  });

  it('begins anew with a partition that was lost and won again', () => {
    const table = owning([1]);
    const first = table.find(1, 1);
    if (first) first.cursor = 5;
    table.update(new Map([[1, 3]]), 64);
    expect(table.find(1, 1)).toBeUndefined();
    expect(table.find(1, 3)?.cursor).toBe(0);
    expect(table.findAny(1, 1)).toBeUndefined();
  });

  it('forgets everything for another file', () => {
    const table = owning([1]);
    table.wrote(1, 1);
    table.reset();
    expect(table.find(1)).toBeUndefined();
    expect(table.behind()).toEqual([]);
  });
});
