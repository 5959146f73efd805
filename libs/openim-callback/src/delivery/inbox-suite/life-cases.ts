import assert from 'node:assert/strict';
import { InboxFullError, InboxInUseError } from '../inbox.js';
import { SuiteTarget } from './suite-target.js';
import { eventually, Gate } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { COMMAND, suiteEvent, suiteUnusable } from './suite-event.js';

/** How an inbox is, and how it ends. */
export const lifeCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'says how it is', async (bench) => {
    const { inbox, target } = bench;
    const gate = new Gate();
    target.on('one', () => gate.passed);
    assert.deepEqual(await inbox.state(), {
      healthy: true,
      problem: undefined,
      pending: 0,
      oldestAge: 0,
      held: 0,
      deadLetters: 0,
    });
    await inbox.append({ ...suiteEvent(1), receivedAt: Date.now() - 60_000 });
    await bench.appendAll([2, 3]);
    await inbox.setAside(suiteUnusable('{'));
    const state = await inbox.state();
    assert.equal(state.pending, 3);
    assert.equal(state.deadLetters, 1);
    assert.ok(state.oldestAge >= 60_000);
    gate.open();
    await bench.settled();
    assert.equal((await inbox.state()).oldestAge, 0);
  }),

  SuiteBench.case(options, 'tells what waits, with the listeners that are left', async (bench) => {
    const { inbox, target } = bench;
    // An inbox may leave it out.
    if (!inbox.waiting) return;
    const failing = (): never => {
      throw new Error('later');
    };
    target.on('one', failing, { minDelay: 60_000, maxDelay: 60_000, jitter: 0 });
    target.on('two', () => undefined);
    assert.equal((await inbox.waiting(10)).length, 0);
    await bench.append(1, { key: 'k' });
    await bench.append(2, { key: 'k' });
    await eventually(async () => {
      const [first, second, ...others] = (await inbox.waiting?.(10)) ?? [];
      assert.ok(first && second);
      assert.deepEqual(others, []);
      assert.deepEqual([first.command, first.orderingKey, second.orderingKey], [COMMAND, 'k', 'k']);
      const [left, ...more] = first.pending ?? [];
      assert.deepEqual([left?.listener, left?.attempts, more.length], ['one', 1, 0]);
      assert.ok((left?.dueAt ?? 0) > Date.now());
      assert.equal(second.pending, undefined);
      assert.ok(second.receivedAt >= first.receivedAt);
    });
    assert.equal((await inbox.waiting(1)).length, 1);
  }),

  SuiteBench.case(options, 'ends what runs when it is drained', async (bench) => {
    const { inbox, target } = bench;
    const gate = new Gate();
    let ended = 0;
    target.on('one', async () => {
      await gate.passed;
      ended++;
    });
    await bench.appendAll([1, 2], { key: 'k' });
    await bench.append(3);
    await eventually(() => assert.equal(target.attempts.length, 2));
    const drained = inbox.drain(20_000);
    gate.open();
    assert.deepEqual(await drained, { undelivered: 0 });
    assert.ok(ended >= 2);
    assert.deepEqual(target.failures, []);
  }),

  SuiteBench.case(options, 'gives up on what does not end, and aborts its signal', async (bench) => {
    const { inbox, target } = bench;
    target.on('one', () => new Gate().passed);
    await bench.append(1);
    await eventually(() => assert.equal(target.attempts.length, 1));
    await inbox.drain(1);
    await inbox.close();
    assert.equal(target.attempts[0]?.signal.aborted, true);
  }),

  SuiteBench.case(options, 'aborts what runs when it is closed without being drained', async (bench) => {
    const { inbox, target } = bench;
    target.on('one', () => new Gate().passed).on('two');
    await bench.append(1);
    await eventually(() => assert.equal(target.attempts.length, 1));
    await inbox.close();
    assert.equal(target.attempts[0]?.signal.aborted, true);
    assert.deepEqual(target.numbers('two'), []);
  }),

  SuiteBench.case(options, 'still accepts while it is drained', async (bench) => {
    const { inbox, target } = bench;
    const gate = new Gate();
    target.on('one', () => gate.passed);
    await bench.append(1);
    await eventually(() => assert.equal(target.attempts.length, 1));
    const drained = inbox.drain(20_000);
    assert.equal(await inbox.append(suiteEvent(2)), 'stored');
    gate.open();
    await drained;
  }),

  SuiteBench.case(options, 'can be drained when there is nothing', async ({ inbox }) => {
    assert.deepEqual(await inbox.drain(1000), { undelivered: 0 });
    assert.deepEqual(await inbox.drain(1000), { undelivered: 0 });
  }),

  SuiteBench.case(options, 'accepts nothing after it was closed', async ({ inbox, target }) => {
    target.on('one');
    await inbox.close();
    await assert.rejects(async () => inbox.append(suiteEvent(1)), InboxFullError);
    assert.deepEqual(target.attempts, []);
  }),

  SuiteBench.case(options, 'belongs to the app that has started it', async ({ inbox, target }) => {
    target.on('one');
    const other = new SuiteTarget().on('other');
    await assert.rejects(async () => inbox.start(other), InboxInUseError);
    await inbox.append(suiteEvent(1));
    await eventually(() => assert.deepEqual(target.numbers(), [1]));
    assert.deepEqual(other.attempts, []);
    await inbox.close();
    await assert.rejects(async () => inbox.start(other), InboxInUseError);
  }),

  ...SuiteBench.roleCase(options, 'deliver', 'takes no event when it is only to deliver', async (bench) => {
    bench.target.on('one');
    await assert.rejects(async () => bench.inbox.append(suiteEvent(1)), InboxFullError);
    await bench.inbox.setAside(suiteUnusable(suiteEvent(7).raw.toString()));
    assert.equal(await bench.inbox.deadLetters.redrive(), 1);
    await eventually(() => assert.deepEqual(bench.target.numbers(), [7]));
  }),

  ...SuiteBench.roleCase(options, 'receive', 'delivers nothing when it is only to receive', async (bench) => {
    bench.target.on('one');
    await bench.appendAll([1, 2]);
    assert.equal((await bench.inbox.state()).pending, 2);
    await bench.inbox.drain(50);
    assert.deepEqual(bench.target.attempts, []);
  }),
];
