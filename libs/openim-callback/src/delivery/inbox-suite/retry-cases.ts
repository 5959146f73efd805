import assert from 'node:assert/strict';
import { AttemptTimeoutError, NonRetriableError, RetryAfterError } from '../retry/retry-errors.js';
import { eventually, Gate } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { defined, suiteEvent } from './suite-event.js';

/** What becomes of a listener that fails. */
export const retryCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'tries again with growing delays, counting', async (bench) => {
    const { target } = bench;
    target.on(
      'one',
      ({ attempt }) => {
        if (attempt < 5) throw new Error(`attempt ${attempt}`);
      },
      { minDelay: 1, factor: 2, maxDelay: 4, jitter: 0 },
    );
    await bench.append(1);
    await bench.settled();
    assert.deepEqual(
      target.failures.map(({ attempt, retryIn, listener }) => [listener, attempt, retryIn]),
      [
        ['one', 1, 1],
        ['one', 2, 2],
        ['one', 3, 4],
        ['one', 4, 4],
      ],
    );
    assert.deepEqual(
      target.attempts.map(({ attempt }) => attempt),
      [1, 2, 3, 4, 5],
    );
  }),

  SuiteBench.case(options, 'waits as long as a RetryAfterError says', async (bench) => {
    const { target } = bench;
    target.on(
      'one',
      ({ attempt }) => {
        if (attempt === 1) throw new RetryAfterError('slow down', 3);
      },
      { minDelay: 60_000, maxDelay: 60_000 },
    );
    await bench.append(1);
    await eventually(() => assert.equal(target.attempts.length, 2));
    assert.equal(target.failures[0]?.retryIn, 3);
  }),

  SuiteBench.case(options, 'gives up at once on a NonRetriableError', async (bench) => {
    const { target, inbox } = bench;
    target.on('one', () => {
      throw new NonRetriableError('never');
    });
    await bench.append(1);
    await eventually(async () => assert.equal((await inbox.deadLetters.list()).length, 1));
    assert.equal(target.attempts.length, 1);
    assert.equal(target.failures[0]?.retryIn, undefined);
  }),

  SuiteBench.case(options, 'ends an attempt that takes too long, with its signal aborted', async (bench) => {
    const { target } = bench;
    const never = new Gate();
    target.on('one', ({ attempt }) => (attempt === 1 ? never.passed : undefined), { attemptTimeout: 10 });
    await bench.append(1, { key: 'k' });
    await eventually(() => assert.equal(target.attempts.length, 2));
    assert.equal(target.attempts[0]?.signal.aborted, true);
    assert.ok(target.failures[0]?.error instanceof AttemptTimeoutError);
    never.open();
  }),

  SuiteBench.case(
    options,
    "holds a key while one of its events waits, with onRetry 'hold'",
    async (bench) => {
      const { target } = bench;
      const appended = new Gate();
      target.on(
        'one',
        async ({ number, attempt }) => {
          await appended.passed;
          if (number === 1 && attempt < 3) throw new Error('not yet');
        },
        { onRetry: 'hold' },
      );
      await bench.appendAll([1, 2], { key: 'k' });
      appended.open();
      await eventually(() => assert.equal(target.attempts.length, 4));
      assert.deepEqual(target.numbers(), [1, 1, 1, 2]);
    },
  ),

  SuiteBench.case(options, "lets later events of a key pass, with onRetry 'pass'", async (bench) => {
    const { target } = bench;
    target.on(
      'one',
      ({ number }) => {
        if (number === 1 && !target.numbers().includes(2)) throw new Error('2 has not passed');
      },
      { onRetry: 'pass', maxAttempts: 100_000 },
    );
    await bench.appendAll([1, 2], { key: 'k' });
    await bench.settled();
    assert.equal(target.numbers().at(-1), 1);
    assert.equal(target.numbers().filter((number) => number === 2).length, 1);
  }),

  SuiteBench.case(
    options,
    'lets an event that waits for its next attempt take nobody’s place',
    async (bench) => {
      const { target } = bench;
      target.on(
        'one',
        ({ number }) => {
          if (number === 1 && !target.numbers().includes(2)) throw new Error('2 has not passed');
        },
        { maxAttempts: 100_000 },
      );
      await bench.append(1, { key: 'a' });
      await bench.append(2, { key: 'b' });
      await bench.settled();
    },
    1,
  ),

  SuiteBench.case(options, 'keeps what was tried too often as a dead letter', async ({ inbox, target }) => {
    target.on('good').on(
      'bad',
      () => {
        throw new TypeError('broken');
      },
      { maxAttempts: 3 },
    );
    const event = suiteEvent(1, { key: 'k' });
    await inbox.append(event);
    const [letter] = await eventually(async () => {
      const letters = await inbox.deadLetters.list();
      assert.equal(letters.length, 1);
      return letters;
    });
    const { id, diedAt, ...rest } = letter ?? assert.fail();
    assert.ok(id.length > 0);
    assert.ok(diedAt >= event.receivedAt);
    assert.deepEqual(defined(rest), {
      kind: 'undelivered',
      command: event.command,
      listener: 'bad',
      reason: 'TypeError: broken',
      attempts: 3,
      eventID: event.id,
      operationID: event.operationID,
      receivedAt: event.receivedAt,
      query: event.query,
      headers: {},
      raw: event.raw,
      trace: event.trace,
    });
    assert.equal(target.numbers('good').length, 1);
    assert.equal(target.failures.at(-1)?.retryIn, undefined);
  }),
];
