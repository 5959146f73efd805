import { KeyCrowds } from './key-crowds.js';
import { PartitionTable, type OwnedPartition } from './partition-table.js';

/** A partition, and sixteen events of a key in memory: as many as a small window allows. */
function crowded() {
  const table = new PartitionTable();
  table.update(new Map([[1, 1]]), 64);
  const crowds = new KeyCrowds(table, 100);
  for (let taken = 0; taken < 16; taken++) crowds.took('k');
  const partition = table.find(1);
  if (!partition) throw new Error('it is owned');
  return { table, crowds, partition };
}

const leave = (crowds: KeyCrowds, times: number): void => {
  for (let left = 0; left < times; left++) crowds.left('k', 1);
};

const pass = (crowds: KeyCrowds, partition: OwnedPartition, seqs: readonly number[]): boolean[] =>
  seqs.map((seq) => crowds.passesOver(partition, seq, 'k'));

describe('KeyCrowds', () => {
  it('passes over a key of which enough is in memory, and no other', () => {
    const { crowds, partition } = crowded();
    expect(pass(crowds, partition, [17, 19])).toEqual([true, true]);
    expect(crowds.passesOver(partition, 18, 'other')).toBe(false);
    expect(crowds.passesOver(partition, 20, undefined)).toBe(false);
    expect([...partition.passed.values()]).toMatchObject([{ key: 'k', cursor: 16, last: 19 }]);
  });

  it('has it read on when fewer than half are left, and goes on passing until all was read', () => {
    const { crowds, partition } = crowded();
    pass(crowds, partition, [17]);
    leave(crowds, 8);
    expect(crowds.next()).toBeUndefined();
    leave(crowds, 1);
    const passed = crowds.next();
    if (!passed) throw new Error('it can be read');
    expect(crowds.roomFor('k')).toBe(9);
    // Written while it is read.
    expect(pass(crowds, partition, [30])).toEqual([true]);
    crowds.readUpTo(passed, 17);
    expect(crowds.next()).toBe(passed);
    crowds.readUpTo(passed, 30);
    expect(crowds.next()).toBeUndefined();
    expect(pass(crowds, partition, [31])).toEqual([false]);
  });

  it('waits again when it is crowded before all was read', () => {
    const { crowds, partition } = crowded();
    pass(crowds, partition, [17, 90]);
    leave(crowds, 9);
    const passed = crowds.next();
    if (!passed) throw new Error('it can be read');
    for (let taken = 0; taken < 9; taken++) crowds.took('k');
    crowds.readUpTo(passed, 25);
    expect(crowds.next()).toBeUndefined();
    leave(crowds, 9);
    expect(crowds.next()).toBe(passed);
    expect(passed).toMatchObject({ cursor: 25, last: 90 });
  });

  it('reads nothing of a partition that was lost', () => {
    const { crowds, table, partition } = crowded();
    pass(crowds, partition, [17]);
    leave(crowds, 9);
    table.update(new Map(), 64);
    expect(crowds.next()).toBeUndefined();
    table.update(new Map([[1, 2]]), 64);
    expect(crowds.next()).toBeUndefined();
  });
});
