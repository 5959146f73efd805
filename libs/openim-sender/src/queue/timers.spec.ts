import { systemTimers } from './timers.js';

describe('systemTimers', () => {
  it('calls back, and not after being cancelled', async () => {
    const calls: string[] = [];
    const cancel = systemTimers.start(() => calls.push('cancelled'), 0);
    cancel();
    await new Promise<void>((resolve) => {
      systemTimers.start(resolve, 1);
    });
    expect(calls).toEqual([]);
  });

  it('tells a time that does not go backwards', () => {
    const before = systemTimers.now();
    expect(systemTimers.now()).toBeGreaterThanOrEqual(before);
  });
});
