import { Gate } from '../inbox-suite/eventually.js';
import { AttemptTimeoutError } from '../retry/retry-errors.js';
import { attemptWithin } from './attempt-within.js';

const never = (): Promise<void> => new Gate().passed;

describe('attemptWithin', () => {
  const { signal } = new AbortController();

  it('ends with the attempt', async () => {
    await expect(attemptWithin(1000, signal, async () => undefined)).resolves.toBeUndefined();
    const error = new Error('no');
    await expect(attemptWithin(1000, signal, () => Promise.reject(error))).rejects.toBe(error);
  });

  it('is over at once, without a promise, when the attempt is', () => {
    expect(attemptWithin(1000, signal, () => undefined)).toBeUndefined();
    const fail = (): never => {
      throw new Error('no');
    };
    expect(() => attemptWithin(1000, signal, fail)).toThrow('no');
  });

  it('fails when the time is up, with its signal aborted', async () => {
    let given: AbortSignal | undefined;
    const attempt = attemptWithin(1, signal, (own) => {
      given = own.signal;
      return never();
    });
    await expect(attempt).rejects.toThrow(AttemptTimeoutError);
    await expect(attempt).rejects.toThrow('no end within 1 ms');
    expect(given?.aborted).toBe(true);
    expect(given?.reason).toBeInstanceOf(AttemptTimeoutError);
  });

  it('does not abort the signal of an attempt that ended in time', async () => {
    let given: AbortSignal | undefined;
    await attemptWithin(1000, signal, async (own) => void (given = own.signal));
    expect(given?.aborted).toBe(false);
  });

  it('fails with the reason of a shutdown, and listens to it no longer afterwards', async () => {
    const shutdown = new AbortController();
    const attempt = attemptWithin(60_000, shutdown.signal, never);
    shutdown.abort(new Error('bye'));
    await expect(attempt).rejects.toThrow('bye');
  });

  it('makes an error of a shutdown reason that is none', async () => {
    const shutdown = new AbortController();
    const attempt = attemptWithin(60_000, shutdown.signal, never);
    shutdown.abort('bye');
    await expect(attempt).rejects.toThrow(new Error('bye'));
  });

  it('takes no notice of what an attempt does after its time', async () => {
    const gate = new Gate();
    const late = gate.passed.then(() => {
      throw new Error('too late to matter');
    });
    await expect(attemptWithin(1, signal, () => late)).rejects.toThrow(AttemptTimeoutError);
    gate.open();
    await expect(late).rejects.toThrow('too late to matter');
  });
});
