import { CommitDelay } from './commit-delay.js';

/** A delay after a transaction of so many milliseconds with so many appends in it or behind it. */
function after(milliseconds: number, siblings: number) {
  const clock = { now: 1000 };
  const delay = new CommitDelay(() => clock.now);
  const began = clock.now;
  clock.now += milliseconds;
  delay.ended(began, siblings);
  return { delay, clock };
}

describe('CommitDelay', () => {
  it('has a transaction wait for as many as the last one had in it or behind it', () => {
    const { delay } = after(0.25, 3);
    expect([1, 2, 3, 4].map((waiting) => delay.isWorth(waiting))).toEqual([true, true, false, false]);
  });

  it('has one connection wait for nobody', () => {
    expect(after(5, 1).delay.isWorth(1)).toBe(false);
    expect(new CommitDelay().isWorth(1)).toBe(false);
  });

  it('waits for nobody when nothing is to be written', () => {
    expect(after(5, 2).delay.isWorth(0)).toBe(false);
  });

  it('waits no longer than the last one took, and than a millisecond', () => {
    const short = after(0.25, 2);
    short.clock.now += 0.2;
    expect(short.delay.isWorth(1)).toBe(true);
    short.clock.now += 0.1;
    expect(short.delay.isWorth(1)).toBe(false);
    const long = after(20, 2);
    long.clock.now += 0.9;
    expect(long.delay.isWorth(1)).toBe(true);
    long.clock.now += 0.2;
    expect(long.delay.isWorth(1)).toBe(false);
  });

  it('does not wait for many: they are worth a transaction', () => {
    const { delay } = after(1, 64);
    expect([7, 8, 32].map((waiting) => delay.isWorth(waiting))).toEqual([true, false, false]);
  });
});
