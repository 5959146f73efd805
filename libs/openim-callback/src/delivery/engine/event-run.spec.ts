import { SuiteTarget } from '../inbox-suite/suite-target.js';
import { suiteEvent } from '../inbox-suite/suite-event.js';
import { NonRetriableError } from '../retry/retry-errors.js';
import { EventRun } from './event-run.js';
import type { PendingListener, SettledEvent } from './queued-event.js';

const NOW = 1_000_000;

function runOf(target: SuiteTarget, pending?: readonly PendingListener[]) {
  const settled: SettledEvent<number>[] = [];
  const clock = { now: NOW, mayGoOn: true };
  const shutdown = new AbortController();
  const event = suiteEvent(1, { key: 'k' });
  const run = new EventRun(
    { ref: 7, event, pending },
    {
      target,
      settle: (each) => settled.push(each),
      mayGoOn: () => clock.mayGoOn,
      shutdown: shutdown.signal,
      now: () => clock.now,
    },
  );
  return { run, settled, clock, shutdown, event };
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
    target.on('a', () => shutdown.abort(new Error('bye')));
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

  it('calls no further listener when it may not go on, and leaves it untried', async () => {
    const target = new SuiteTarget().on('a').on('b');
    const { run, settled, clock } = runOf(target);
    target.on('a', () => void (clock.mayGoOn = false));
    expect(await run.run()).toEqual({ runAgainIn: 0, holds: true });
    expect(target.attempts.map(({ listener }) => listener)).toEqual(['a']);
    expect(settled[0]?.pending).toEqual([{ listener: 'b', attempts: 0, failedAt: 0, dueAt: 0 }]);
  });
});
