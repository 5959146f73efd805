import { StalledLocks, type SeenLock } from './stalled-locks.js';

const lock = (changes: Partial<SeenLock> = {}): SeenLock => ({
  queue: 'q',
  id: 'a',
  lock_token: 't',
  until: '5',
  ...changes,
});

describe('StalledLocks', () => {
  it('tells a lock that was the same for a lease, and not before', () => {
    const locks = new StalledLocks(100);
    expect(locks.look([lock()], 1000)).toEqual([]);
    expect(locks.look([lock()], 1099)).toEqual([]);
    expect(locks.look([lock()], 1100)).toEqual([lock()]);
  });

  it.each([{ until: '6' }, { lock_token: 'other' }, { id: 'b' }, { queue: 'r' }])(
    'begins anew with %j',
    (changes) => {
      const locks = new StalledLocks(100);
      locks.look([lock()], 1000);
      expect(locks.look([lock(changes)], 1100)).toEqual([]);
      expect(locks.look([lock(changes)], 1200)).toEqual([lock(changes)]);
    },
  );

  it('does not count the time before a job was locked again', () => {
    const locks = new StalledLocks(100);
    locks.look([lock()], 1000);
    locks.look([], 1050);
    expect(locks.look([lock()], 1100)).toEqual([]);
  });
});
