import { setImmediate } from 'node:timers/promises';
import { ManualTimers } from '../../../../../test/support/manual-timers.js';
import { TestOutput } from '../../testing/run-cli.js';
import { sendMany, untilInterrupted, Progress } from './run-trigger.js';

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

class Keyboard {
  readonly listeners = new Set<() => void>();

  readonly onInterrupt = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  press(): void {
    for (const listener of this.listeners) listener();
  }
}

describe('untilInterrupted', () => {
  it('does the work', async () => {
    const keyboard = new Keyboard();
    expect(await untilInterrupted(keyboard, async (signal) => signal.throwIfAborted())).toBe(false);
    expect(keyboard.listeners.size).toBe(0);
  });

  it('abandons the work, which learns of it', async () => {
    const keyboard = new Keyboard();
    let seen: AbortSignal | undefined;
    const running = untilInterrupted(keyboard, (signal) => {
      seen = signal;
      return new Promise(() => undefined);
    });
    keyboard.press();
    expect(await running).toBe(true);
    expect([seen?.aborted, keyboard.listeners.size]).toEqual([true, 0]);
  });

  it('fails as the work fails, and listens no longer', async () => {
    const keyboard = new Keyboard();
    await expect(untilInterrupted(keyboard, () => Promise.reject(new Error('odd')))).rejects.toThrow('odd');
    expect(keyboard.listeners.size).toBe(0);
  });
});

function create(isTTY: boolean): { stderr: TestOutput; timers: ManualTimers; progress: Progress } {
  const [stderr, timers] = [new TestOutput(isTTY), new ManualTimers()];
  return { stderr, timers, progress: new Progress({ stderr, timers }, 9) };
}

describe('Progress', () => {
  it('rewrites one line, ten times a second at most, and clears it', () => {
    const { stderr, timers, progress } = create(true);
    progress.show(1);
    progress.show(2);
    timers.advance(100);
    progress.show(3);
    progress.clear();
    expect(stderr.text).toBe('\r\u001b[K1/9 callbacks\r\u001b[K3/9 callbacks\r\u001b[K');
  });

  it('writes nothing when nobody looks, or nothing was shown', () => {
    const [piped, unused] = [create(false), create(true)];
    piped.progress.show(1);
    piped.progress.clear();
    unused.progress.clear();
    expect(piped.stderr.text + unused.stderr.text).toBe('');
  });
});
