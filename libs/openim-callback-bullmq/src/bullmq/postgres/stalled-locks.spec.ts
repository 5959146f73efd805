import { newLockToken } from '../lock-token.js';
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

  it('goes by the lease of the holder, whatever its own', () => {
    const locks = new StalledLocks(100);
    const [long, short] = [newLockToken(300), newLockToken(50)].map((lock_token) => lock({ lock_token }));
    const all = [long, short].flatMap((each) => each ?? []);
    locks.look(all, 1000);
    expect(locks.look(all, 1049)).toEqual([]);
    expect(locks.look(all, 1299)).toEqual([short]);
    expect(locks.look(all, 1300)).toEqual(all);
  });

  it('does not count the time before a job was locked again', () => {
    const locks = new StalledLocks(100);
    locks.look([lock()], 1000);
    locks.look([], 1050);
    expect(locks.look([lock()], 1100)).toEqual([]);
  });
});
