import assert from 'node:assert/strict';
import { eventually, Gate } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { defined, suiteEvent } from './suite-event.js';

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** What is delivered, in what order and how many at a time. */
export const deliveryCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'delivers an event with everything it had', async ({ inbox, target }) => {
    target.on('one');
    const event = suiteEvent(1, { key: 'si_a_b', idempotencyKey: 'message 1' });
    assert.equal(await inbox.append(event), 'stored');
    const [attempt] = await eventually(() => {
      assert.equal(target.attempts.length, 1);
      return target.attempts;
    });
    assert.deepEqual(defined({ ...attempt?.event, idempotencyKey: 'message 1' }), defined(event));
    assert.equal(attempt?.attempt, 1);
    assert.equal(attempt.signal.aborted, false);
  }),

  SuiteBench.case(options, 'delivers bytes that are no text as they came', async ({ inbox, target }) => {
    target.on('one');
    const raw = Buffer.concat([suiteEvent(1).raw, Buffer.from([32, 10, 13])]);
    await inbox.append({ ...suiteEvent(1), raw, query: 'key=a%2Bb' });
    await eventually(() => assert.equal(target.attempts.length, 1));
    assert.deepEqual(target.attempts[0]?.event.raw, raw);
    assert.equal(target.attempts[0].event.query, 'key=a%2Bb');
  }),

  SuiteBench.case(options, 'delivers events of one key one at a time and in order', async (bench) => {
    const { target } = bench;
    const running = new Set<string | undefined>();
    target.on('one', async ({ event: { orderingKey } }) => {
      assert.ok(!running.has(orderingKey), `two events of ${String(orderingKey)} at a time`);
      running.add(orderingKey);
      await new Promise((resolve) => setImmediate(resolve));
      running.delete(orderingKey);
    });
    const keys = ['a', 'b', 'c'];
    await Promise.all(range(60).map((number) => bench.append(number, { key: keys[number % 3] ?? '' })));
    await eventually(() => assert.equal(target.attempts.length, 60));
    assert.deepEqual(target.failures, []);
    for (const key of keys) {
      const numbers = target.attempts
        .filter(({ event }) => event.orderingKey === key)
        .map(({ number }) => number);
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
    }
  }),

  SuiteBench.case(
    options,
    'delivers events of other keys, and of none, side by side up to its concurrency',
    async (bench) => {
      const { target } = bench;
      const gate = new Gate();
      target.on('one', () => gate.passed);
      for (const number of range(10)) {
        await bench.append(number, number % 2 === 0 ? { key: `key ${number}` } : {});
      }
      await eventually(() => assert.equal(target.attempts.length, 3));
      gate.open();
      await eventually(() => assert.equal(target.attempts.length, 10));
      assert.equal(target.peak, 3);
    },
    3,
  ),

  SuiteBench.case(options, 'lets each listener of an event settle on its own', async (bench) => {
    const { target } = bench;
    target.on('steady').on('shaky', ({ attempt }) => {
      if (attempt < 3) throw new Error('not yet');
    });
    await bench.append(1);
    await bench.settled();
    const tried = (name: string) => target.attempts.filter(({ listener }) => listener === name);
    assert.deepEqual(
      tried('steady').map(({ attempt }) => attempt),
      [1],
    );
    assert.deepEqual(
      tried('shaky').map(({ attempt }) => attempt),
      [1, 2, 3],
    );
    assert.equal(new Set(target.attempts.map(({ event }) => event.id)).size, 1);
  }),

  SuiteBench.case(options, 'suppresses what repeats an idempotency key, and nothing else', async (bench) => {
    const { inbox, target } = bench;
    target.on('one');
    assert.equal(await inbox.append(suiteEvent(1, { idempotencyKey: 'x' })), 'stored');
    assert.equal(await inbox.append(suiteEvent(2, { idempotencyKey: 'x' })), 'stored');
    await bench.append(3, { idempotencyKey: 'y' });
    await bench.appendAll([4, 4]);
    await eventually(() => assert.equal(target.attempts.length, 4));
    assert.deepEqual(target.numbers().toSorted(), [1, 3, 4, 4]);
  }),

  SuiteBench.case(options, 'suppresses a repetition that comes at the same time', async (bench) => {
    const { target } = bench;
    target.on('one');
    await Promise.all(range(20).map((number) => bench.append(number, { idempotencyKey: 'x' })));
    await bench.append(100);
    await eventually(() => assert.ok(target.numbers().includes(100)));
    await bench.settled();
    assert.equal(target.attempts.length, 2);
  }),

  SuiteBench.case(
    options,
    'keeps an event as a dead letter when no listener is left for it',
    async (bench) => {
      await bench.append(1);
      const [letter] = await eventually(async () => {
        const letters = await bench.inbox.deadLetters.list();
        assert.equal(letters.length, 1);
        return letters;
      });
      assert.equal(letter?.kind, 'undelivered');
      assert.equal(letter.listener, undefined);
      await bench.settled();
    },
  ),
];
