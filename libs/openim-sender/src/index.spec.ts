import * as api from './index.js';

describe('the package', () => {
  it('exports what its users rely on', () => {
    expect(Object.keys(api).sort()).toEqual([
      'AsyncQueue',
      'BadRequestOptionsError',
      'OpenImSender',
      'SignatureOptionsError',
      'UnknownCommandError',
      'buildRequest',
      'createSigner',
      'describeOutcome',
      'effectiveTimeout',
      'exampleBody',
      'findCommand',
      'interpretReply',
      'marshal',
      'signatureAlgorithms',
      'wireCommands',
    ]);
  });

  it('defaults to the sizes and times of open-im-server', async () => {
    const starts: number[] = [];
    const timers: api.Timers = {
      now: () => 0,
      start: (callback, milliseconds) => {
        starts.push(milliseconds);
        queueMicrotask(callback);
        return () => undefined;
      },
    };
    const queue = new api.AsyncQueue({ timers });
    let working = 0;
    const job = (): Promise<unknown> => {
      working++;
      return new Promise(() => undefined);
    };
    const results = await Promise.all(Array.from({ length: 103 }, () => queue.push(job)));
    expect(working).toBe(2);
    expect(results.lastIndexOf('queued')).toBe(101);
    expect(starts).toEqual([3000]);
  });
});
