import { untilInterrupted } from './until-interrupted.js';

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
