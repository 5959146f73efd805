import assert from 'node:assert/strict';
import { eventually, Gate, LONG } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { numberOf, upTo } from './suite-event.js';

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
    await bench.settled();
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
    await bench.settled();
    assert.deepEqual(bench.target.batched().toSorted(), [1, 2]);
  }),

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
      await bench.settled();
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
    await bench.settled();
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
