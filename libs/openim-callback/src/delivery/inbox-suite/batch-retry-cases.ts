import assert from 'node:assert/strict';
import type { DeadLetter } from '../dead-letters.js';
import { NonRetriableError, RetryAfterError } from '../retry/retry-errors.js';
import { eventually, Gate, LONG } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { upTo } from './suite-event.js';
import type { SuiteBatchListener, SuiteTarget } from './suite-target.js';

/** A listener that fails whenever a batch has one of these events. */
const failingOn =
  (bad: readonly number[], error = new Error('no')): SuiteBatchListener =>
  ({ numbers }) => {
    if (numbers.some((number) => bad.includes(number))) throw error;
  };

/** The number in the body of an event. */
const numberIn = (raw: Buffer | undefined): number =>
  Number((JSON.parse(raw?.toString() ?? '{}') as { readonly number?: unknown }).number);

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

/** What becomes of batches that fail. */
export const batchRetryCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'tries a batch again as a whole', async (bench) => {
    const { target } = bench;
    target.onBatch('all', { size: 4, within: LONG }, ({ attempts }) => {
      if (attempts[0] === 1) throw new Error('not yet');
    });
    await bench.appendAll(upTo(4), { key: 'k' });
    await bench.settled();
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
    await bench.settled();
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
    await bench.settled();
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
      await bench.settled();
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
      await bench.settled();
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
      await bench.settled();
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
      await bench.settled();
      assert.equal(target.batches.length, 2);
      assert.equal(target.batches[0]?.signal.aborted, true);
    },
  ),
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
    await bench.settled();
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
      await bench.settled();
      note();
      assert.deepEqual([...delivered].toSorted(), [1, 3, 4]);
    },
  ),
];
