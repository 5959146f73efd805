import assert from 'node:assert/strict';
import type { DeadLetter } from '../dead-letters.js';
import { NonRetriableError } from '../retry/retry-errors.js';
import { eventually, Gate } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { defined, suiteEvent, suiteUnusable } from './suite-event.js';
import type { SuiteTarget } from './suite-target.js';

/** What an inbox that promises to survive its process must still know after it. */
export const durableCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(
    options,
    'delivers after a restart what was not delivered before, in order',
    async (bench) => {
      bench.target.on('one', () => new Gate().passed);
      const events = [1, 2, 3, 4].map((number) => suiteEvent(number, { key: 'k' }));
      for (const event of events) await bench.inbox.append(event);
      await bench.restart((target) => target.on('one'));
      await eventually(() => assert.equal(bench.target.attempts.length, 4));
      assert.deepEqual(bench.target.numbers(), [1, 2, 3, 4]);
      assert.deepEqual(defined(bench.target.attempts[0]?.event), defined(events[0]));
      await bench.settled();
      await bench.restart((target) => target.on('one'));
      assert.equal((await bench.inbox.state()).pending, 0);
      assert.deepEqual(bench.target.attempts, []);
    },
  ),

  SuiteBench.case(options, 'keeps what was accepted while it was drained', async (bench) => {
    const gate = new Gate();
    bench.target.on('one', () => gate.passed);
    await bench.append(1);
    await eventually(() => assert.equal(bench.target.attempts.length, 1));
    const drained = bench.inbox.drain(20_000);
    await bench.append(2);
    gate.open();
    await drained;
    const delivered = bench.target.numbers();
    await bench.restart((target) => target.on('one'));
    await bench.settled();
    assert.deepEqual([...delivered, ...bench.target.numbers()], [1, 2]);
  }),

  SuiteBench.case(options, 'goes on counting attempts after a restart', async (bench) => {
    const fail = (): never => {
      throw new Error('not yet');
    };
    bench.target.on('one', fail, { maxAttempts: 100_000 });
    await bench.append(1);
    await eventually(() => assert.ok(bench.target.attempts.length >= 3));
    await bench.inbox.drain(20_000);
    const [{ event, attempt } = assert.fail()] = bench.target.attempts.slice(-1);
    await bench.restart((target) => target.on('one'));
    await eventually(() => assert.equal(bench.target.attempts.length, 1));
    assert.equal(bench.target.attempts[0]?.attempt, attempt + 1);
    assert.equal(bench.target.attempts[0].event.id, event.id);
  }),

  SuiteBench.case(options, 'does not count an attempt that the shutdown has cut off', async (bench) => {
    bench.target.on('one', () => new Gate().passed, { maxAttempts: 1 });
    await bench.append(1, { key: 'k' });
    await eventually(() => assert.equal(bench.target.attempts.length, 1));
    await bench.restart((target) => target.on('one', undefined, { maxAttempts: 1 }));
    await eventually(() => assert.equal(bench.target.attempts.length, 1));
    assert.equal(bench.target.attempts[0]?.attempt, 1);
    await bench.settled();
    assert.equal((await bench.inbox.state()).deadLetters, 0);
  }),

  SuiteBench.case(
    options,
    'does not call again who had taken the event before the restart',
    async (bench) => {
      bench.target.on('good').on(
        'bad',
        () => {
          throw new Error('not yet');
        },
        { maxAttempts: 100_000 },
      );
      await bench.append(1);
      await eventually(() => assert.ok(bench.target.numbers('bad').length >= 2));
      await bench.inbox.drain(20_000);
      await bench.restart((target) => target.on('good').on('bad'));
      await bench.settled();
      assert.deepEqual(bench.target.numbers('good'), []);
      assert.deepEqual(bench.target.numbers('bad'), [1]);
    },
  ),

  SuiteBench.case(options, 'knows whom an event is for over a restart', async (bench) => {
    const gate = new Gate();
    bench.target.on('one', () => gate.passed).on('two', () => gate.passed);
    await bench.append(1, { recipients: ['two'] });
    await bench.append(2, { recipients: ['one', 'two'] });
    await bench.restart((target) => target.on('one').on('two').on('new'));
    await bench.settled();
    assert.deepEqual(bench.target.numbers('one'), [2]);
    assert.deepEqual(bench.target.numbers('two').sort(), [1, 2]);
    assert.deepEqual(bench.target.numbers('new'), []);
    assert.deepEqual(bench.target.attempts.find(({ number }) => number === 1)?.event.recipients, ['two']);
    assert.equal((await bench.inbox.state()).deadLetters, 0);
  }),

  SuiteBench.case(options, 'redrives to the listener that gave up, and says so', async (bench) => {
    bench.target.on('one').on('two', () => {
      throw new NonRetriableError('no');
    });
    await bench.append(1);
    await eventually(async () => assert.equal((await bench.inbox.state()).deadLetters, 1));
    await bench.restart((target) => target.on('one').on('two'));
    assert.equal(await bench.inbox.deadLetters.redrive(), 1);
    await eventually(() => assert.deepEqual(bench.target.numbers('two'), [1]));
    assert.deepEqual(bench.target.attempts[0]?.event.recipients, ['two']);
    assert.deepEqual(bench.target.numbers('one'), []);
  }),

  SuiteBench.case(options, 'keeps dead letters over a restart', async (bench) => {
    bench.target.on('one', () => {
      throw new NonRetriableError('no');
    });
    await bench.append(1);
    await bench.inbox.setAside(suiteUnusable('{'));
    const before = await eventually(async () => {
      const letters = await bench.inbox.deadLetters.list();
      assert.equal(letters.length, 2);
      return letters;
    });
    await bench.restart((target) => target.on('one'));
    const after = await bench.inbox.deadLetters.list();
    assert.deepEqual(after.map(defined), before.map(defined));
    assert.equal(await bench.inbox.deadLetters.redrive({ kind: 'undelivered' }), 1);
    await eventually(() => assert.deepEqual(bench.target.numbers(), [1]));
    assert.equal(bench.target.attempts[0]?.event.trace, 'trace-1');
  }),

  SuiteBench.case(options, 'knows idempotency keys over a restart', async (bench) => {
    bench.target.on('one');
    await bench.append(1, { idempotencyKey: 'x' });
    await bench.settled();
    await bench.restart((target) => target.on('one'));
    await bench.append(2, { idempotencyKey: 'x' });
    await bench.append(3, { idempotencyKey: 'y' });
    await bench.settled();
    assert.deepEqual(bench.target.numbers(), [3]);
  }),
];

/** Times a process may end of one event before that must be a dead letter with two attempts: the first may go unnoted. */
const MOST_CRASHES = 4;

/** What becomes of an event whose process ends while a listener has it. */
export const crashCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'delivers again what the end of a process has cut off', async (bench) => {
    bench.target.on('one', () => new Gate().passed);
    await bench.appendAll([1, 2], { key: 'k' });
    await eventually(() => assert.equal(bench.target.attempts.length, 1));
    await bench.crash((target) => target.on('one'));
    await eventually(() => assert.deepEqual(bench.target.numbers(), [1, 2]));
    await bench.settled();
    assert.equal((await bench.inbox.state()).deadLetters, 0);
  }),

  SuiteBench.case(
    options,
    'makes a dead letter of an event that ends every process, and goes on behind it',
    async (bench) => {
      const prepare = (target: SuiteTarget): void => {
        target.on('one', ({ number }) => (number === 1 ? new Gate().passed : undefined), { maxAttempts: 2 });
      };
      const letters = (): Promise<DeadLetter[]> => bench.inbox.deadLetters.list();
      prepare(bench.target);
      await bench.appendAll([1, 2], { key: 'k' });
      for (let crashes = 0; crashes < MOST_CRASHES; crashes++) {
        await eventually(async () =>
          assert.ok(bench.target.attempts.length > 0 || (await letters()).length > 0),
        );
        if ((await letters()).length > 0) break;
        await bench.crash(prepare);
      }
      const [letter] = await eventually(async () => {
        const found = await letters();
        assert.equal(found.length, 1);
        return found;
      });
      assert.equal(letter?.listener, 'one');
      assert.equal(letter.attempts, 2);
      assert.ok(letter.reason.endsWith('the process ended during attempt 2'), letter.reason);
      await eventually(() => assert.deepEqual(bench.target.numbers(), [2]));
      await bench.settled();
    },
  ),
];
