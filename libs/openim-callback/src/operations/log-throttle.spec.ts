import { LogThrottle } from './log-throttle.js';

describe('the log throttle', () => {
  let now = 0;
  const throttle = (): LogThrottle => {
    now = 1000;
    return new LogThrottle(100, () => now);
  };

  it('lets the first line of a kind through', () => {
    expect(throttle().enter('a')).toBe(0);
  });

  it('holds the others back until the period is over, and counts them', () => {
    const lines = throttle();
    const told: (number | undefined)[] = [];
    for (const at of [1000, 1000, 1050, 1099, 1100, 1150, 1199, 1200, 1300]) {
      now = at;
      told.push(lines.enter('a'));
    }
    expect(told).toEqual([0, undefined, undefined, undefined, 3, undefined, undefined, 2, 0]);
  });

  it('knows kinds apart', () => {
    const lines = throttle();
    expect([lines.enter('a'), lines.enter('b'), lines.enter('a'), lines.enter('b')]).toEqual([
      0,
      0,
      undefined,
      undefined,
    ]);
  });

  it('looks at the clock by itself', () => {
    const lines = new LogThrottle(3_600_000);
    expect([lines.enter('a'), lines.enter('a')]).toEqual([0, undefined]);
  });
});
