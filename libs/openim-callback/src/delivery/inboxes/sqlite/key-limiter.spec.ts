import { KeyLimiter } from './key-limiter.js';
import { PartitionTable, type OwnedPartition } from './partition-table.js';

/** A partition, and sixteen events of a key in memory: as many as a small look-ahead allows. */
function limited() {
  const table = new PartitionTable();
  table.update(new Map([[1, 1]]), 64);
  const limiter = new KeyLimiter(table, 100);
  for (let taken = 0; taken < 16; taken++) limiter.added('k');
  const partition = table.find(1);
  if (!partition) throw new Error('it is owned');
  return { table, limiter, partition };
}

const leave = (limiter: KeyLimiter, times: number): void => {
  for (let left = 0; left < times; left++) limiter.removed('k', 1);
};

const pass = (limiter: KeyLimiter, partition: OwnedPartition, seqs: readonly number[]): boolean[] =>
  seqs.map((seq) => limiter.defers(partition, seq, 'k'));

describe('KeyLimiter', () => {
  it('defers a key of which enough is in memory, and no other', () => {
    const { limiter, partition } = limited();
    expect(pass(limiter, partition, [17, 19])).toEqual([true, true]);
    expect(limiter.defers(partition, 18, 'other')).toBe(false);
    expect(limiter.defers(partition, 20, undefined)).toBe(false);
    expect([...partition.deferred.values()]).toMatchObject([{ key: 'k', cursor: 16, last: 19 }]);
  });

  it('lets two batches of a key into memory', () => {
    const limiter = new KeyLimiter(new PartitionTable(), 100, () => 50);
    expect(limiter.roomFor('k')).toBe(100);
    expect(new KeyLimiter(new PartitionTable(), 100).roomFor('k')).toBe(16);
  });

  it('has it read on when fewer than half are left, and goes on deferring until all was read', () => {
    const { limiter, partition } = limited();
    pass(limiter, partition, [17]);
    leave(limiter, 8);
    expect(limiter.next()).toBeUndefined();
    leave(limiter, 1);
    const deferred = limiter.next();
    if (!deferred) throw new Error('it can be read');
    expect(limiter.roomFor('k')).toBe(9);
    // Written while it is read.
    expect(pass(limiter, partition, [30])).toEqual([true]);
    limiter.readUpTo(deferred, 17);
    expect(limiter.next()).toBe(deferred);
    limiter.readUpTo(deferred, 30);
    expect(limiter.next()).toBeUndefined();
    expect(pass(limiter, partition, [31])).toEqual([false]);
  });

  it('waits again when it is full before all was read', () => {
    const { limiter, partition } = limited();
    pass(limiter, partition, [17, 90]);
    leave(limiter, 9);
    const deferred = limiter.next();
    if (!deferred) throw new Error('it can be read');
    for (let taken = 0; taken < 9; taken++) limiter.added('k');
    limiter.readUpTo(deferred, 25);
    expect(limiter.next()).toBeUndefined();
    leave(limiter, 9);
    expect(limiter.next()).toBe(deferred);
    expect(deferred).toMatchObject({ cursor: 25, last: 90 });
  });

  it('reads nothing of a partition that was lost', () => {
    const { limiter, table, partition } = limited();
    pass(limiter, partition, [17]);
    leave(limiter, 9);
    table.update(new Map(), 64);
    expect(limiter.next()).toBeUndefined();
    table.update(new Map([[1, 2]]), 64);
    expect(limiter.next()).toBeUndefined();
  });
});
