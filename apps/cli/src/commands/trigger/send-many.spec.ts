import { setImmediate } from 'node:timers/promises';
import { sendMany } from './send-many.js';

describe('sendMany', () => {
  it.each([
    [1, 1],
    [10, 3],
    [2, 50],
  ])('sends %i, at most %i at a time, each once', async (count, concurrency) => {
    const sent: number[] = [];
    let [underWay, most] = [0, 0];
    const send = async (number: number): Promise<void> => {
      sent.push(number);
      most = Math.max(most, ++underWay);
      await setImmediate();
      underWay--;
    };
    await sendMany({ count, concurrency }, send, new AbortController().signal);
    expect(sent).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    expect(most).toBe(Math.min(count, concurrency));
  });

  it('starts no more when the signal aborts', async () => {
    const abort = new AbortController();
    const sent: number[] = [];
    const send = async (number: number): Promise<void> => {
      sent.push(number);
      if (number === 3) abort.abort();
    };
    await sendMany({ count: 10, concurrency: 1 }, send, abort.signal);
    expect(sent).toEqual([1, 2, 3]);
  });

  it('fails as sending fails', async () => {
    const sending = sendMany(
      { count: 3, concurrency: 2 },
      () => Promise.reject(new Error('odd')),
      new AbortController().signal,
    );
    await expect(sending).rejects.toThrow('odd');
  });
});
