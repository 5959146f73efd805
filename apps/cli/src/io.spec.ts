import { processIo } from './io.js';

describe('processIo', () => {
  it('has a clock that moves and timers that can be stopped', async () => {
    const { timers } = processIo;
    const start = timers.now();
    let stopped = true;
    const stop = timers.start(() => (stopped = false), 0);
    stop();
    await new Promise<void>((resolve) => timers.start(resolve, 1));
    expect(timers.now()).toBeGreaterThan(start);
    expect(stopped).toBe(true);
  });

  it('hears Ctrl-C until told not to', () => {
    let heard = 0;
    const before = process.listenerCount('SIGINT');
    const stop = processIo.onInterrupt(() => heard++);
    process.emit('SIGINT');
    stop();
    expect([heard, process.listenerCount('SIGINT')]).toEqual([1, before]);
  });
});
