import assert from 'node:assert/strict';
import type { DeadLetter } from '../dead-letters.js';
import { NonRetriableError, RetryAfterError } from '../retry/retry-errors.js';
import { eventually, Gate } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { numberOf } from './suite-event.js';
import type { SuiteBatchListener, SuiteTarget } from './suite-target.js';

const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** Milliseconds that no case lasts: such a batch is full, or was flushed. */
const LONG = 60_000;

/** A listener that fails whenever a batch has one of these events. */
const failingOn =
  (bad: readonly number[], error = new Error('no')): SuiteBatchListener =>
  ({ numbers }) => {
    if (numbers.some((number) => bad.includes(number))) throw error;
  };

/** The number in the body of an event. */
const numberIn = (raw: Buffer | undefined): number =>
  Number((JSON.parse(raw?.toString() ?? '{}') as { readonly number?: unknown }).number);

const settled = (bench: SuiteBench): Promise<void> =>
  eventually(async () => assert.equal((await bench.inbox.state()).pending, 0));

/** The dead letters, once there are so many: they may be stored after nothing is pending any more. */
const lettersOf = ({ inbox }: SuiteBench, count: number): Promise<readonly DeadLetter[]> =>
  eventually(async () => {
    const letters = await inbox.deadLetters.list();
    assert.equal(letters.length, count);
    return letters;
  });

/** The numbers that a listener has taken, in the order of its calls. */
const taken = (target: SuiteTarget, bad: readonly number[] = []): number[] =>
  target.batches
    .filter(({ numbers }) => !numbers.some((number) => bad.includes(number)))
    .flatMap(({ numbers }) => numbers);

/** What becomes of events that a listener takes together. */
export const batchCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'gives a listener batches with the events of each key in order', async (bench) => {
    const { target } = bench;
    const running = new Set<string | undefined>();
    target.onBatch('all', { size: 7, within: 1 }, async ({ events }) => {
      const keys = new Set(events.map(({ orderingKey }) => orderingKey));
      for (const key of keys) {
        assert.ok(!running.has(key), `two batches with ${String(key)} at a time`);
        running.add(key);
      }
      await new Promise((resolve) => setImmediate(resolve));
      for (const key of keys) running.delete(key);
    });
    const keys = ['a', 'b', 'c'];
    await Promise.all(upTo(60).map((number) => bench.append(number, { key: keys[number % 3] ?? '' })));
    await eventually(() => assert.equal(target.batched().length, 60));
    await settled(bench);
    assert.deepEqual(target.failures, []);
    assert.ok(target.batches.every(({ numbers }) => numbers.length > 0 && numbers.length <= 7));
    for (const key of keys) {
      const events = target.batches.flatMap((batch) => batch.events);
      const numbers = events.filter(({ orderingKey }) => orderingKey === key).map(numberOf);
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
    }
  }),

  SuiteBench.case(options, 'fills a batch with events of one key', async (bench) => {
    const { target } = bench;
    target.onBatch('all', { size: 100, within: LONG });
    await bench.appendAll(upTo(250), { key: 'k' });
    await eventually(() => assert.ok(target.batched().length >= 150));
    const sizes = target.batches.map(({ numbers }) => numbers.length);
    assert.equal(Math.max(...sizes), 100, String(sizes));
    assert.deepEqual(target.batched(), upTo(target.batched().length));
    assert.ok(target.batches.every(({ attempts }) => attempts.every((attempt) => attempt === 1)));
  }),

  SuiteBench.case(options, 'gives what there is when the first has waited long enough', async (bench) => {
    bench.target.onBatch('all', { size: 100, within: 5 });
    await bench.append(1, { key: 'k' });
    await bench.append(2);
    await settled(bench);
    assert.deepEqual(bench.target.batched().toSorted(), [1, 2]);
  }),

  SuiteBench.case(options, 'tries a batch again as a whole', async (bench) => {
    const { target } = bench;
    target.onBatch('all', { size: 4, within: LONG }, ({ attempts }) => {
      if (attempts[0] === 1) throw new Error('not yet');
    });
    await bench.appendAll(upTo(4), { key: 'k' });
    await settled(bench);
    assert.deepEqual(
      target.batches.map(({ numbers, attempts }) => [numbers, attempts]),
      [
        [upTo(4), [1, 1, 1, 1]],
        [upTo(4), [2, 2, 2, 2]],
      ],
    );
    assert.equal(target.failures.length, 1);
    assert.equal(target.failures[0]?.batch?.length, 4);
  }),

  SuiteBench.case(options, 'finds the event that fails by halves, and lets the others go', async (bench) => {
    const { target } = bench;
    target.onBatch('all', { size: 8, within: LONG }, failingOn([5]), { maxAttempts: 4 });
    for (const number of upTo(8)) await bench.append(number, { key: `key ${number}` });
    const [letter] = await lettersOf(bench, 1);
    await settled(bench);
    assert.deepEqual([letter?.listener, letter?.attempts, letter?.reason], ['all', 4, 'Error: no']);
    assert.equal(numberIn(letter?.raw), 5);
    assert.deepEqual(
      taken(target, [5]).toSorted((a, b) => a - b),
      [1, 2, 3, 4, 6, 7, 8],
    );
    // Twice the whole, then the event that is alone by then.
    assert.deepEqual(
      target.failures.map(({ attempt, batch }) => [attempt, batch?.length]),
      [
        [1, 8],
        [2, 8],
        [3, undefined],
        [4, undefined],
      ],
    );
    assert.equal(target.failures.at(-1)?.retryIn, undefined);
  }),

  SuiteBench.case(options, 'keeps the order of a key when a batch is halved', async (bench) => {
    const { target } = bench;
    const appended = new Gate();
    const fail = failingOn([3]);
    target.onBatch(
      'all',
      { size: 8, within: 5 },
      async (batch) => {
        await appended.passed;
        await fail(batch);
      },
      { maxAttempts: 5 },
    );
    await bench.append(0, { key: 'k' });
    await eventually(() => assert.equal(target.batches.length, 1));
    await bench.appendAll(upTo(8), { key: 'k' });
    appended.open();
    await settled(bench);
    await lettersOf(bench, 1);
    assert.deepEqual(taken(target, [3]), [0, 1, 2, 4, 5, 6, 7, 8]);
    const last = target.batches.findLastIndex(({ numbers }) => numbers.includes(3));
    const first = target.batches.findIndex(({ numbers }) => numbers.includes(4) && !numbers.includes(3));
    assert.ok(last < first, 'what comes behind an event of its key waits for it');
  }),

  SuiteBench.case(
    options,
    "lets later events pass a batch that failed, with onRetry 'pass'",
    async (bench) => {
      const { target } = bench;
      const hasPassed = (): boolean => target.batches.some(({ numbers }) => numbers.includes(3));
      target.onBatch(
        'all',
        { size: 2, within: 5 },
        ({ numbers }) => {
          if (!numbers.includes(3) && !hasPassed()) throw new Error('3 has not passed');
        },
        { onRetry: 'pass', maxAttempts: 100_000 },
      );
      await bench.appendAll([1, 2, 3, 4], { key: 'k' });
      await settled(bench);
      assert.equal(target.batches.filter(({ numbers }) => numbers.includes(3)).length, 1);
    },
  ),

  SuiteBench.case(
    options,
    'keeps only the event that a NonRetriableError is about, and at once',
    async (bench) => {
      const { target } = bench;
      target.onBatch('all', { size: 8, within: LONG }, failingOn([2, 7], new NonRetriableError('never')));
      for (const number of upTo(8)) await bench.append(number, { key: `key ${number}` });
      await settled(bench);
      const letters = await lettersOf(bench, 2);
      assert.deepEqual([...letters].map(({ raw, attempts }) => [numberIn(raw), attempts]).toSorted(), [
        [2, 1],
        [7, 1],
      ]);
      assert.deepEqual(
        taken(target, [2, 7]).toSorted((a, b) => a - b),
        [1, 3, 4, 5, 6, 8],
      );
      assert.equal(target.failures.length, 2);
    },
  ),

  SuiteBench.case(
    options,
    'waits with a batch as long as a RetryAfterError says, and does not halve it',
    async (bench) => {
      const { target } = bench;
      target.onBatch(
        'all',
        { size: 4, within: LONG },
        ({ attempts }) => {
          if ((attempts[0] ?? 0) < 4) throw new RetryAfterError('slow down', 3);
        },
        { minDelay: LONG, maxDelay: LONG },
      );
      await bench.appendAll(upTo(4), { key: 'k' });
      await settled(bench);
      assert.deepEqual(
        target.batches.map(({ numbers }) => numbers.length),
        [4, 4, 4, 4],
      );
      assert.equal(target.failures[0]?.retryIn, 3);
    },
  ),

  SuiteBench.case(
    options,
    'ends an attempt of a batch that takes too long, with its signal aborted',
    async (bench) => {
      const { target } = bench;
      target.onBatch(
        'all',
        { size: 2, within: LONG },
        ({ attempts }) => (attempts[0] === 1 ? new Gate().passed : undefined),
        { attemptTimeout: 10 },
      );
      await bench.appendAll([1, 2], { key: 'k' });
      await settled(bench);
      assert.equal(target.batches.length, 2);
      assert.equal(target.batches[0]?.signal.aborted, true);
    },
  ),

  SuiteBench.case(
    options,
    'lets those that take one and those that take batches settle on their own',
    async (bench) => {
      const { target } = bench;
      target.onBatch('all', { size: 3, within: LONG }, ({ attempts }) => {
        if (attempts[0] === 1) throw new Error('not yet');
      });
      target.on('one', ({ number, attempt }) => {
        if (number === 2 && attempt < 3) throw new Error('not yet');
      });
      target.onBatch('some', { size: 2, within: 1 });
      await bench.appendAll([1, 2, 3], { key: 'k' });
      await settled(bench);
      const of = (name: string) => target.batches.filter(({ listener }) => listener === name);
      assert.deepEqual(target.numbers('one'), [1, 2, 2, 2, 3]);
      assert.deepEqual(
        of('all').map(({ numbers }) => numbers),
        [
          [1, 2, 3],
          [1, 2, 3],
        ],
      );
      assert.deepEqual(
        of('some').flatMap(({ numbers }) => numbers),
        [1, 2, 3],
      );
    },
  ),

  SuiteBench.case(options, 'ends a batch that runs when it is drained', async (bench) => {
    const { inbox, target } = bench;
    const gate = new Gate();
    target.onBatch('all', { size: 3, within: LONG }, () => gate.passed);
    await bench.appendAll(upTo(3), { key: 'k' });
    await eventually(() => assert.equal(target.batches.length, 1));
    const drained = inbox.drain(20_000);
    gate.open();
    assert.deepEqual(await drained, { undelivered: 0 });
    assert.deepEqual(target.failures, []);
    assert.equal((await inbox.state()).pending, 0);
  }),

  SuiteBench.case(options, 'loses nothing that waits for its batch when it is drained', async (bench) => {
    const { inbox, target } = bench;
    target.on('one').onBatch('all', { size: 100, within: LONG });
    await bench.appendAll([1, 2], { key: 'k' });
    await eventually(() => assert.deepEqual(target.numbers(), [1, 2]));
    assert.deepEqual(await inbox.drain(20_000), { undelivered: 0 });
    // What a storage has kept is delivered after the next start, all the rest by now.
    const { pending } = await inbox.state();
    assert.equal(target.batched().length + pending, 2);
  }),

  SuiteBench.case(options, 'aborts the signal of a batch that does not end', async (bench) => {
    const { inbox, target } = bench;
    target.onBatch('all', { size: 2, within: LONG }, () => new Gate().passed);
    await bench.appendAll([1, 2], { key: 'k' });
    await eventually(() => assert.equal(target.batches.length, 1));
    await inbox.drain(1);
    await inbox.close();
    assert.equal(target.batches[0]?.signal.aborted, true);
    assert.deepEqual(target.failures, []);
  }),
];

/** What an inbox that survives its process knows of batches after it. */
export const durableBatchCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'delivers what waited for its batch after a restart, in order', async (bench) => {
    bench.target.on('one').onBatch('all', { size: 100, within: LONG });
    await bench.appendAll(upTo(5), { key: 'k' });
    await eventually(() => assert.equal(bench.target.attempts.length, 5));
    await bench.restart((target) => target.on('one').onBatch('all', { size: 100, within: 5 }));
    await settled(bench);
    assert.deepEqual(bench.target.batched(), upTo(5));
    assert.deepEqual(bench.target.attempts, [], 'who has taken an event is not called again');
  }),

  SuiteBench.case(options, 'counts the attempts of a batch over a restart', async (bench) => {
    const fail = (): never => {
      throw new Error('no');
    };
    bench.target.onBatch('all', { size: 2, within: LONG }, fail, {
      minDelay: 1,
      maxDelay: LONG,
      factor: LONG,
    });
    await bench.appendAll([1, 2], { key: 'k' });
    await eventually(() => assert.equal(bench.target.failures.length, 2));
    await bench.restart((target) => target.onBatch('all', { size: 2, within: 5 }));
    assert.deepEqual(bench.target.batches, [], 'they are not due');
    assert.equal((await bench.inbox.state()).pending, 2);
  }),
];

/** Times a process may end of one event before that must be a dead letter: others must have left its batch by then. */
const MOST_CRASHES = 8;

/** What becomes of a batch whose process ends while a listener has it. */
export const batchCrashCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'delivers again a batch that the end of a process has cut off', async (bench) => {
    bench.target.onBatch('all', { size: 3, within: LONG }, () => new Gate().passed);
    await bench.appendAll(upTo(4), { key: 'k' });
    await eventually(() => assert.equal(bench.target.batches.length, 1));
    await bench.crash((target) => target.onBatch('all', { size: 3, within: 5 }));
    await settled(bench);
    assert.deepEqual(bench.target.batched(), upTo(4));
    assert.equal((await bench.inbox.state()).deadLetters, 0);
  }),

  SuiteBench.case(
    options,
    'makes a dead letter of the one event of a batch that ends every process',
    async (bench) => {
      const prepare = (target: SuiteTarget): void => {
        target.onBatch(
          'all',
          { size: 4, within: 5 },
          ({ numbers }) => (numbers.includes(2) ? new Gate().passed : undefined),
          { maxAttempts: 2 },
        );
      };
      const letters = () => bench.inbox.deadLetters.list();
      const hasEnd = (): boolean => bench.target.batches.some(({ numbers }) => numbers.includes(2));
      const delivered = new Set<number>();
      const note = (): void => {
        for (const number of taken(bench.target, [2])) delivered.add(number);
      };
      prepare(bench.target);
      await bench.appendAll(upTo(4), { key: 'k' });
      for (let crashes = 0; crashes < MOST_CRASHES; crashes++) {
        await eventually(async () => assert.ok(hasEnd() || (await letters()).length > 0));
        note();
        if ((await letters()).length > 0) break;
        await bench.crash(prepare);
      }
      const [letter] = await eventually(async () => {
        const found = await letters();
        assert.equal(found.length, 1);
        return found;
      });
      assert.equal(numberIn(letter?.raw), 2);
      assert.ok(letter?.reason.endsWith('the process ended during attempt 2'), letter?.reason);
      await settled(bench);
      note();
      assert.deepEqual([...delivered].toSorted(), [1, 3, 4]);
    },
  ),
];
