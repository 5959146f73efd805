import { ManualTimers } from '../../../../../test/support/manual-timers.js';
import { Burst } from './burst.js';

describe('Burst', () => {
  it('drops what finds no slot within three seconds', async () => {
    const timers = new ManualTimers();
    const burst = new Burst(timers);
    const finish: ((delivered: boolean) => void)[] = [];
    const running = burst.run(105, (number) =>
      number <= 2 ? new Promise((resolve) => finish.push(resolve)) : Promise.resolve(true),
    );
    await timers.running(3);
    timers.advance(3000);
    for (const each of finish) each(false);
    await running;
    expect(burst.report).toEqual({
      delivered: 100,
      failed: 2,
      dropped: 3,
      heldMilliseconds: 9000,
      longestHeldMilliseconds: 3000,
    });
  });

  it('holds nobody when the receiver keeps up', async () => {
    const sent: number[] = [];
    const burst = new Burst(new ManualTimers());
    await burst.run(3, async (number) => sent.push(number) > 0);
    expect(sent).toEqual([1, 2, 3]);
    expect(burst.report).toEqual({
      delivered: 3,
      failed: 0,
      dropped: 0,
      heldMilliseconds: 0,
      longestHeldMilliseconds: 0,
    });
  });
});
