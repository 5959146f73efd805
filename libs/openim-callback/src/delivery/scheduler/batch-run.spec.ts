import { numberOf, suiteEvent } from '../inbox-suite/suite-event.js';
import { SuiteTarget, type SuiteBatchListener } from '../inbox-suite/suite-target.js';
import { Gate } from '../inbox-suite/eventually.js';
import type { DeadLetter } from '../dead-letters.js';
import { DEFAULT_RETRY, type RetryOptions } from '../retry/retry-policy.js';
import { BatchRun } from './batch-run.js';
import type { GatheredEvent } from './gathered-event.js';
import { untried, type PendingListener, type Turn } from './queued-event.js';

const NOW = 1_000_000;

/** An event of a batch, and everything that it was told. */
class Part implements GatheredEvent {
  readonly event;
  readonly since = 0;
  readonly told: string[] = [];
  readonly letters: DeadLetter[] = [];
  turn: Turn = 'run';
  may = true;

  constructor(
    number: number,
    readonly pending: PendingListener,
    readonly isSuspect: boolean,
    readonly isNoted: boolean,
  ) {
    this.event = suiteEvent(number, { key: `key ${number}` });
  }

  begin(): Turn {
    this.told.push(`begin: ${this.turn}`);
    return this.turn;
  }

  mayAttempt(): boolean {
    return this.may;
  }

  note({ begun = false, crashes = 0 }: PendingListener): Promise<void> {
    this.told.push(`note: begun ${begun}, crashes ${crashes}`);
    return Promise.resolve();
  }

  settle(pending: PendingListener | undefined, deadLetters: readonly DeadLetter[] = []): void {
    this.letters.push(...deadLetters);
    Object.assign(this, { pending: pending ?? this.pending });
    this.told.push(pending ? `left: ${pending.attempts}` : deadLetters.length > 0 ? 'given up' : 'taken');
  }

  end(): void {
    this.told.push('end');
  }

  leave(): void {
    this.told.push('leave');
  }
}

interface Wishes {
  readonly retry?: RetryOptions;
  readonly pending?: PendingListener;
  readonly isSuspect?: boolean;
  readonly isNoted?: boolean;
}

/** A run of a batch with events of so many keys, and what it told its gatherer. */
function runOf(call: SuiteBatchListener, count: number, wishes: Wishes = {}) {
  const { retry = {}, pending = untried('all'), isSuspect = false, isNoted = false } = wishes;
  const parts = Array.from({ length: count }, (_, at) => new Part(at + 1, pending, isSuspect, isNoted));
  const target = new SuiteTarget().onBatch('all', { size: count }, call);
  const freed: string[] = [];
  const delayed = { count: 0 };
  const shutdown = new AbortController();
  const alone: { holder: object | undefined } = { holder: undefined };
  const run = new BatchRun({
    target,
    recipient: {
      name: 'all',
      retry: { ...DEFAULT_RETRY, minDelay: 1, maxDelay: 1, jitter: 0, ...retry },
      batch: { size: count, within: 0 },
    },
    gatherer: {
      take: () => parts,
      free: (key) => freed.push(key),
      pause: (paused) => (delayed.count += paused),
      resume: (paused) => (delayed.count -= paused),
    },
    alone,
    shutdown: shutdown.signal,
    now: () => NOW,
  });
  const numbers = (): number[][] => target.batches.map((batch) => batch.events.map(numberOf));
  return { run, parts, target, freed, delayed, shutdown, alone, numbers };
}

const part = (parts: readonly Part[], number: number): Part => {
  const found = parts[number - 1];
  if (!found) throw new Error(`there is no ${number}`);
  return found;
};

const failingOn =
  (...bad: number[]): SuiteBatchListener =>
  ({ numbers }) => {
    if (numbers.some((number) => bad.includes(number))) throw new Error('no');
  };

/** Runs until nothing is left; returns how often. */
async function runAll(run: BatchRun): Promise<number> {
  for (let runs = 1; ; runs++) {
    const result = await run.run();
    if (result === 'done') return runs;
    await new Promise((resolve) => setTimeout(resolve, result.runAgainIn));
  }
}

describe('BatchRun', () => {
  it('gives the listener its batch, and lets go of the keys', async () => {
    const { run, parts, freed, numbers } = runOf(() => undefined, 3);
    expect(await run.run()).toBe('done');
    expect(numbers()).toEqual([[1, 2, 3]]);
    expect(parts.map(({ told }) => told)).toEqual(Array(3).fill(['begin: run', 'taken']));
    expect(freed).toEqual(['key 1', 'key 2', 'key 3']);
  });

  it('keeps the keys of a batch that is to be tried again, unless others may pass', async () => {
    const holding = runOf(failingOn(1), 2);
    expect(await holding.run.run()).toEqual({ runAgainIn: 1, holds: false });
    expect(holding.freed).toEqual([]);
    expect(holding.delayed.count).toBe(2);
    const passing = runOf(failingOn(1), 2, { retry: { onRetry: 'pass' } });
    await passing.run.run();
    expect(passing.freed).toEqual(['key 1', 'key 2']);
  });

  it('tries again as a whole, then in halves, and halves on at once when a part was taken', async () => {
    const { run, numbers, parts, delayed } = runOf(failingOn(7), 8, { retry: { maxAttempts: 4 } });
    await runAll(run);
    const whole = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(numbers()).toEqual([whole, whole, [1, 2, 3, 4], [5, 6, 7, 8], [5, 6], [7, 8], [7], [8], [7]]);
    expect(part(parts, 7).letters).toMatchObject([
      { listener: 'all', attempts: 4, reason: 'Error: no', diedAt: NOW },
    ]);
    expect(parts.filter(({ told }) => told.includes('taken'))).toHaveLength(7);
    expect(delayed.count).toBe(0);
  });

  it('waits between halves while nothing is taken: the database is away', async () => {
    const { run, numbers, target } = runOf(() => Promise.reject(new Error('away')), 4, {
      retry: { maxAttempts: 3 },
    });
    await run.run();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await run.run();
    expect(numbers()).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
    expect(target.failures.map(({ batch }) => batch?.length)).toEqual([4, 4]);
  });

  it('gives up an event only alone, after as many attempts as one by itself has', async () => {
    const { run, target, parts } = runOf(() => Promise.reject(new Error('away')), 4, {
      retry: { maxAttempts: 3 },
    });
    await runAll(run);
    expect(parts.map(({ letters }) => letters.map(({ attempts }) => attempts))).toEqual([[3], [3], [3], [3]]);
    expect(target.failures.filter(({ retryIn }) => retryIn === undefined).every(({ batch }) => !batch)).toBe(
      true,
    );
  });

  it('lets go of what another process has, and asks again about what must wait', async () => {
    const { run, parts, numbers } = runOf(() => undefined, 3);
    part(parts, 1).turn = 'leave';
    part(parts, 2).turn = 'wait';
    part(parts, 3).may = false;
    const waits = await run.run();
    expect(waits).toMatchObject({ holds: false });
    expect(numbers()).toEqual([]);
    expect(parts.map(({ told }) => told)).toEqual([
      ['begin: leave', 'leave'],
      ['begin: wait'],
      ['begin: run', 'end'],
    ]);
    part(parts, 2).turn = 'run';
    part(parts, 3).may = true;
    await runAll(run);
    expect(numbers()).toEqual([[2, 3]]);
  });

  it('notes what was recovered before it is tried: of several none has an attempt charged to it', async () => {
    const several = runOf(() => undefined, 2, { isNoted: true });
    await several.run.run();
    expect(several.parts.map(({ told }) => told)).toEqual(
      Array(2).fill(['begin: run', 'note: begun false, crashes 1', 'taken']),
    );
    const alone = runOf(() => undefined, 1, { isNoted: true });
    await alone.run.run();
    expect(part(alone.parts, 1).told).toEqual(['begin: run', 'note: begun true, crashes 0', 'taken']);
  });

  it('waits while another that may have ended a process runs', async () => {
    const { run, alone, numbers } = runOf(() => undefined, 1, { isSuspect: true, isNoted: true });
    alone.holder = {};
    expect(await run.run()).toEqual({ runAgainIn: 250, holds: false });
    expect(numbers()).toEqual([]);
    alone.holder = undefined;
    expect(await run.run()).toBe('done');
    expect(alone.holder).toBeUndefined();
  });

  it('was not tried when the shutdown cuts it off', async () => {
    const { run, parts, target, shutdown } = runOf(() => new Gate().passed, 2, { isNoted: true });
    const running = run.run();
    await new Promise((resolve) => setImmediate(resolve));
    shutdown.abort(new Error('the app is shutting down'));
    await running;
    expect(target.failures).toEqual([]);
    expect(target.batches[0]?.signal.aborted).toBe(true);
    expect(parts.map(({ told }) => told.at(-1))).toEqual(['left: 0', 'left: 0']);
  });
});
