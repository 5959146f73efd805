import { Gate } from '../inbox-suite/eventually.js';
import { SuiteTarget } from '../inbox-suite/suite-target.js';
import { suiteEvent } from '../inbox-suite/suite-event.js';
import { LazySignal } from '../lazy-signal.js';
import { AttemptTimeoutError, NonRetriableError } from '../retry/retry-errors.js';
import { attemptWithin } from './attempt-within.js';
import { EventRun } from './event-run.js';
import type { PendingListener, SettledEvent, Settlement } from './queued-event.js';

const NOW = 1_000_000;

function runOf(target: SuiteTarget, pending?: readonly PendingListener[], recovered = false) {
  const notes: (Settlement<number> & { readonly called: number })[] = [];
  const settled: SettledEvent<number>[] = [];
  const clock = { now: NOW, mayAttempt: true };
  const shutdown = new AbortController();
  const event = suiteEvent(1, { key: 'k' });
  const run = new EventRun(
    { ref: 7, event, pending, recovered },
    {
      target,
      settle: (each) => settled.push(each),
      mayAttempt: () => clock.mayAttempt,
      note: async (settlement) => void notes.push({ ...settlement, called: target.attempts.length }),
      alone: { holder: undefined },
      gather: () => undefined,
      shutdown: shutdown.signal,
      now: () => clock.now,
    },
  );
  return { run, settled, notes, clock, shutdown, event };
}

const fail = (): never => {
  throw new Error('no');
};

describe('EventRun', () => {
  it('is done when every listener has taken the event', async () => {
    const target = new SuiteTarget().on('a').on('b');
    const { run, settled, event } = runOf(target);
    expect(await run.run()).toBe('done');
    expect(settled).toEqual([{ ref: 7, event, pending: [], deadLetters: [] }]);
    expect(target.attempts.map(({ listener }) => listener)).toEqual(['a', 'b']);
  });

  it('is over at once, without a promise, when its listeners are', () => {
    const { run, settled } = runOf(new SuiteTarget().on('a').on('b'));
    expect(run.run()).toBe('done');
    expect(settled).toMatchObject([{ pending: [], deadLetters: [] }]);
    const failing = runOf(new SuiteTarget().on('a', fail, { maxAttempts: 1 }));
    expect(failing.run.run()).toBe('done');
    expect(failing.settled).toMatchObject([{ deadLetters: [{ listener: 'a', reason: 'Error: no' }] }]);
  });

  it('tries again only who has failed, when it is time', async () => {
    const target = new SuiteTarget().on('a').on('b', fail, { minDelay: 50, jitter: 0, maxDelay: 50 });
    const { run, settled, clock } = runOf(target);
    expect(await run.run()).toEqual({ runAgainIn: 50, holds: true });
    expect(settled[0]?.pending).toEqual([{ listener: 'b', attempts: 1, failedAt: NOW, dueAt: NOW + 50 }]);
    clock.now += 49;
    expect(await run.run()).toEqual({ runAgainIn: 1, holds: true });
    expect(target.attempts).toHaveLength(2);
    clock.now += 1;
    await run.run();
    expect(target.attempts.map(({ listener, attempt }) => [listener, attempt])).toEqual([
      ['a', 1],
      ['b', 1],
      ['b', 2],
    ]);
  });

  it('is due at once when the clock was set back behind the failure', async () => {
    const target = new SuiteTarget().on('b', fail, { minDelay: 50, jitter: 0, maxDelay: 50 });
    const { run, clock } = runOf(target);
    await run.run();
    clock.now -= 86_400_000;
    expect(await run.run()).toEqual({ runAgainIn: 50, holds: true });
    expect(target.attempts).toHaveLength(2);
  });

  it('runs again when the first of those that failed is due, holding if one of them wants to', async () => {
    const target = new SuiteTarget()
      .on('a', fail, { minDelay: 30, maxDelay: 30, jitter: 0, onRetry: 'pass' })
      .on('b', fail, { minDelay: 20, maxDelay: 20, jitter: 0, onRetry: 'pass' });
    expect(await runOf(target).run.run()).toEqual({ runAgainIn: 20, holds: false });
    target.on('c', fail, { minDelay: 90, maxDelay: 90, jitter: 0, onRetry: 'hold' });
    expect(await runOf(target).run.run()).toEqual({ runAgainIn: 20, holds: true });
  });

  it('goes on where it was stored', async () => {
    const target = new SuiteTarget().on('a').on('b', fail, { maxAttempts: 4 });
    const { run, settled, event } = runOf(target, [{ listener: 'b', attempts: 3, failedAt: 1, dueAt: 2 }]);
    expect(await run.run()).toBe('done');
    expect(target.attempts.map(({ listener, attempt }) => [listener, attempt])).toEqual([['b', 4]]);
    expect(settled[0]?.deadLetters).toMatchObject([
      {
        listener: 'b',
        attempts: 4,
        reason: 'Error: no',
        eventID: event.id,
        diedAt: NOW,
        kind: 'undelivered',
      },
    ]);
  });

  it('makes a dead letter for each listener that gives up, with whatever was thrown', async () => {
    const target = new SuiteTarget()
      .on('a', () => Promise.reject(new NonRetriableError('gone')))
      .on(
        'b',
        () => {
          // eslint-disable-next-line @typescript-eslint/only-throw-error -- listeners throw anything
          throw 'a string';
        },
        { maxAttempts: 1 },
      );
    const { run, settled } = runOf(target);
    expect(await run.run()).toBe('done');
    expect(settled[0]?.deadLetters.map(({ listener, reason }) => [listener, reason])).toEqual([
      ['a', 'NonRetriableError: gone'],
      ['b', 'a string'],
    ]);
    expect(target.failures.map(({ retryIn }) => retryIn)).toEqual([undefined, undefined]);
  });

  it('makes a dead letter of an event that nobody listens to any more', async () => {
    const target = new SuiteTarget();
    const { run, settled, event } = runOf(target);
    expect(await run.run()).toBe('done');
    expect(settled[0]?.deadLetters).toMatchObject([{ listener: undefined, attempts: 0 }]);
    expect(target.failures).toMatchObject([{ event, listener: 'unknown', attempt: 0, retryIn: undefined }]);
    expect(String(target.failures[0]?.error)).toContain('no listener for it any more: redrive');
  });

  it('makes a dead letter for a listener that the app no longer has', async () => {
    const target = new SuiteTarget().on('a');
    const { run, settled } = runOf(target, [{ listener: 'old', attempts: 2, failedAt: 0, dueAt: 0 }]);
    expect(await run.run()).toBe('done');
    expect(settled[0]?.deadLetters).toMatchObject([{ listener: 'old', attempts: 2 }]);
    expect(target.attempts).toEqual([]);
    expect(target.failures).toMatchObject([{ listener: 'old', attempt: 2, retryIn: undefined }]);
    expect(String(target.failures[0]?.error)).toContain('no such listener any more: redrive');
  });

  it('starts no listener after the shutdown, and leaves it for the next start', async () => {
    const target = new SuiteTarget().on('a').on('b');
    const { run, settled, shutdown } = runOf(target);
    target.on('a', async () => shutdown.abort(new Error('bye')));
    await run.run();
    expect(target.attempts.map(({ listener }) => listener)).toEqual(['a']);
    expect(settled[0]?.pending.map(({ listener, attempts }) => [listener, attempts])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
  });

  it('does not count an attempt that the shutdown has cut off, were it the last', async () => {
    const never = new Promise<void>(() => undefined);
    const target = new SuiteTarget().on('a', () => never, { maxAttempts: 4 });
    const before = [{ listener: 'a', attempts: 3, failedAt: 1, dueAt: 2 }];
    const { run, settled, shutdown, event } = runOf(target, before);
    const running = run.run();
    shutdown.abort(new Error('bye'));
    await running;
    expect(target.attempts).toHaveLength(1);
    expect(settled).toEqual([{ ref: 7, event, pending: before, deadLetters: [] }]);
    expect(target.failures).toEqual([]);
  });

  it('notes each attempt before it begins, of an event that was recovered', async () => {
    const target = new SuiteTarget().on('a').on('b', fail, { maxAttempts: 1 }).on('c');
    const { run, settled, notes } = runOf(target, undefined, true);
    expect(await run.run()).toBe('done');
    const begun = notes.map(({ pending, called }) => [
      called,
      pending.map(({ listener, begun = false }) => `${listener} ${begun}`),
    ]);
    expect(begun).toEqual([
      [0, ['a true', 'b false', 'c false']],
      [1, ['b true', 'c false']],
      [2, ['c true']],
    ]);
    const letters = [...notes, ...settled].flatMap(({ deadLetters }) => deadLetters);
    expect(letters.map(({ listener }) => listener)).toEqual(['b']);
  });

  it('notes nothing of an event that nobody has died of', async () => {
    const { run, notes } = runOf(new SuiteTarget().on('a'));
    expect(run.run()).toBe('done');
    expect(notes).toEqual([]);
  });

  it('counts an attempt whose process ended as one that has failed', async () => {
    const target = new SuiteTarget().on('a', undefined, { maxAttempts: 3 });
    const begun = { listener: 'a', attempts: 1, failedAt: 0, dueAt: 0, begun: true };
    const { run, settled, clock, notes } = runOf(target, [begun]);
    const again = await run.run();
    expect(target.failures).toMatchObject([{ listener: 'a', attempt: 2 }]);
    expect(String(target.failures[0]?.error)).toBe('ProcessEndedError: the process ended during attempt 2');
    expect(settled[0]?.pending).toMatchObject([{ listener: 'a', attempts: 2, failedAt: NOW }]);
    expect(settled[0]?.pending[0]).not.toHaveProperty('begun');
    expect(target.attempts).toEqual([]);
    clock.now += again === 'done' ? 0 : again.runAgainIn;
    expect(await run.run()).toBe('done');
    expect(target.attempts.map(({ attempt }) => attempt)).toEqual([3]);
    expect(notes).toHaveLength(1);
  });

  it('remembers that a process ended, so that the next one too runs it alone', async () => {
    const begun = { listener: 'a', attempts: 1, failedAt: 0, dueAt: 0, begun: true };
    const first = runOf(new SuiteTarget().on('a', fail, { maxAttempts: 9 }), [begun]);
    await first.run.run();
    const left = first.settled[0]?.pending;
    expect(left).toMatchObject([{ attempts: 2, crashes: 1 }]);
    const next = runOf(new SuiteTarget().on('a', fail, { maxAttempts: 9 }), left);
    next.clock.now += 60_000;
    await next.run.run();
    expect(next.notes).toMatchObject([{ pending: [{ begun: true, crashes: 1 }] }]);
    expect(next.settled[0]?.pending).toMatchObject([{ attempts: 3, crashes: 1 }]);
  });

  it('makes no attempt that is no longer its business when it is noted', async () => {
    const target = new SuiteTarget().on('a');
    const { run, clock, settled } = runOf(target, undefined, true);
    const running = run.run();
    clock.mayAttempt = false;
    expect(await running).toEqual({ runAgainIn: 0, holds: true });
    expect(target.attempts).toEqual([]);
    expect(settled[0]?.pending).toEqual([{ listener: 'a', attempts: 0, failedAt: 0, dueAt: 0 }]);
  });

  it('calls no further listener when it may not go on, and leaves it untried', async () => {
    const target = new SuiteTarget().on('a').on('b');
    const { run, settled, clock } = runOf(target);
    target.on('a', () => void (clock.mayAttempt = false));
    expect(await run.run()).toEqual({ runAgainIn: 0, holds: true });
    expect(target.attempts.map(({ listener }) => listener)).toEqual(['a']);
    expect(settled[0]?.pending).toEqual([{ listener: 'b', attempts: 0, failedAt: 0, dueAt: 0 }]);
  });
});

const never = (): Promise<void> => new Gate().passed;

/** An attempt under a time limit, with a signal of its own. */
function within(
  milliseconds: number,
  shutdown: AbortSignal,
  attempt: (own: LazySignal) => Promise<unknown>,
): Promise<unknown> {
  const own = new LazySignal();
  return attemptWithin(milliseconds, shutdown, own, attempt(own));
}

describe('attemptWithin', () => {
  const { signal } = new AbortController();

  it('ends with the attempt', async () => {
    await expect(within(1000, signal, async () => undefined)).resolves.toBeUndefined();
    const error = new Error('no');
    await expect(within(1000, signal, () => Promise.reject(error))).rejects.toBe(error);
  });

  it('fails when the time is up, with its signal aborted', async () => {
    let given: AbortSignal | undefined;
    const attempt = within(1, signal, (own) => {
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
    await within(1000, signal, async (own) => void (given = own.signal));
    expect(given?.aborted).toBe(false);
  });

  it('fails with the reason of a shutdown, and listens to it no longer afterwards', async () => {
    const shutdown = new AbortController();
    const attempt = within(60_000, shutdown.signal, never);
    shutdown.abort(new Error('bye'));
    await expect(attempt).rejects.toThrow('bye');
  });

  it('makes an error of a shutdown reason that is none', async () => {
    const shutdown = new AbortController();
    const attempt = within(60_000, shutdown.signal, never);
    shutdown.abort('bye');
    await expect(attempt).rejects.toThrow(new Error('bye'));
  });

  it('takes no notice of what an attempt does after its time', async () => {
    const gate = new Gate();
    const late = gate.passed.then(() => {
      throw new Error('too late to matter');
    });
    await expect(within(1, signal, () => late)).rejects.toThrow(AttemptTimeoutError);
    gate.open();
    await expect(late).rejects.toThrow('too late to matter');
  });
});
