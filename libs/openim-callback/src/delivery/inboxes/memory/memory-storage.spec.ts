import fc from 'fast-check';
import { RecentKeys } from './memory-storage.js';

describe('RecentKeys', () => {
  it('tells a repetition within the window, counted from the first', () => {
    let now = 0;
    const keys = new RecentKeys(100, 10, () => now);
    expect(keys.repeats('a')).toBe(false);
    now = 99;
    expect(keys.repeats('a')).toBe(true);
    now = 100;
    expect(keys.repeats('a')).toBe(false);
    now = 199;
    expect(keys.repeats('a')).toBe(true);
    expect(keys.repeats('b')).toBe(false);
  });

  it('forgets the oldest beyond its number', () => {
    const keys = new RecentKeys(1000, 2, () => 0);
    for (const key of ['a', 'b', 'c']) keys.repeats(key);
    expect(keys.repeats('b')).toBe(true);
    expect(keys.repeats('c')).toBe(true);
    expect(keys.repeats('a')).toBe(false);
  });

  it('agrees with a plain list as long as there is room', () => {
    const step = fc.record({ key: fc.constantFrom('a', 'b', 'c'), after: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        let now = 0;
        const keys = new RecentKeys(100, 3, () => now);
        const seen: { key: string; at: number }[] = [];
        for (const { key, after } of steps) {
          now += after;
          const repeats = seen.some((each) => each.key === key && now - each.at < 100);
          expect(keys.repeats(key)).toBe(repeats);
          if (!repeats) seen.push({ key, at: now });
        }
      }),
    );
  });
});
