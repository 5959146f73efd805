import assert from 'node:assert/strict';
import type { DeadLetter, DeadLetterFilter } from '../dead-letters.js';
import type { Inbox } from '../inbox.js';
import { NonRetriableError } from '../retry/retry-errors.js';
import { eventually } from './eventually.js';
import { SuiteBench, type InboxCase, type InboxSuiteOptions } from './suite-bench.js';
import { COMMAND, defined, suiteEvent, suiteUnusable } from './suite-event.js';
import type { SuiteTarget } from './suite-target.js';

const OTHER = 'callbackAfterGroupMsgReadCommand';

/** Waits for so many dead letters. */
const letters = (inbox: Inbox, count: number, filter: DeadLetterFilter = {}): Promise<DeadLetter[]> =>
  eventually(async () => {
    const found = await inbox.deadLetters.list(filter);
    assert.equal(found.length, count);
    return found;
  });

const refuse = (message: string) => (): never => {
  throw new NonRetriableError(message);
};

/** Five dead letters: of two listeners and two commands, and one that is unusable. */
async function fill({ inbox, target }: SuiteBench): Promise<DeadLetter[]> {
  target.on('first', refuse('Connection lost')).on('second', refuse('no such user'));
  await inbox.append(suiteEvent(1));
  await inbox.append(suiteEvent(2, { command: OTHER }));
  await letters(inbox, 4);
  await inbox.setAside(suiteUnusable('{"callbackCommand"'));
  return letters(inbox, 5);
}

const heal = (target: SuiteTarget): SuiteTarget => target.on('first').on('second');

/** What an operator can do with what could not be delivered. */
export const deadLetterCases = (options: InboxSuiteOptions): InboxCase[] => [
  SuiteBench.case(options, 'keeps an unusable callback as it came', async ({ inbox }) => {
    const callback = suiteUnusable('{"callbackCommand":', 'cut off');
    await inbox.setAside(callback);
    const [letter] = await letters(inbox, 1);
    const { id, diedAt, ...rest } = letter ?? assert.fail();
    assert.ok(id.length > 0);
    assert.ok(diedAt >= callback.receivedAt);
    const { id: eventID, ...sent } = callback;
    assert.deepEqual(defined(rest), defined({ ...sent, eventID, kind: 'unusable', attempts: 0 }));
    assert.equal((await inbox.state()).deadLetters, 1);
  }),

  SuiteBench.case(options, 'keeps an unusable callback without a body', async ({ inbox }) => {
    await inbox.setAside(suiteUnusable(''));
    const [letter] = await letters(inbox, 1);
    assert.deepEqual(letter?.raw, Buffer.alloc(0));
  }),

  SuiteBench.case(options, 'lists dead letters oldest first, up to a limit', async (bench) => {
    const all = await fill(bench);
    assert.equal(all.at(-1)?.kind, 'unusable');
    const limited = await bench.inbox.deadLetters.list({}, 2);
    assert.deepEqual(limited, all.slice(0, 2));
  }),

  SuiteBench.case(options, 'finds dead letters by every filter', async (bench) => {
    const all = await fill(bench);
    const idsOf = (some: readonly DeadLetter[]): string[] => some.map(({ id }) => id);
    const expectOnly = async (
      filter: DeadLetterFilter,
      is: (letter: DeadLetter) => boolean,
    ): Promise<void> => {
      const found = await bench.inbox.deadLetters.list(filter);
      assert.deepEqual(idsOf(found), idsOf(all.filter(is)), JSON.stringify(filter));
    };
    const [one, two] = all;
    assert.ok(one && two);
    await expectOnly({}, () => true);
    await expectOnly({ ids: [two.id, one.id, 'none'] }, ({ id }) => id === one.id || id === two.id);
    await expectOnly({ ids: [] }, () => false);
    await expectOnly({ kind: 'unusable' }, ({ kind }) => kind === 'unusable');
    await expectOnly({ command: COMMAND }, ({ command }) => command === COMMAND);
    await expectOnly({ listener: 'second' }, ({ listener }) => listener === 'second');
    await expectOnly({ reason: 'CONNECTION' }, ({ reason }) => reason.includes('Connection lost'));
    await expectOnly({ since: two.diedAt }, ({ diedAt }) => diedAt >= two.diedAt);
    await expectOnly({ until: two.diedAt }, ({ diedAt }) => diedAt < two.diedAt);
    await expectOnly({ since: two.diedAt + 60_000 }, () => false);
    await expectOnly(
      { command: OTHER, listener: 'first', kind: 'undelivered' },
      ({ command, listener }) => command === OTHER && listener === 'first',
    );
  }),

  SuiteBench.case(options, 'purges one, some and all', async (bench) => {
    const [one] = await fill(bench);
    const { deadLetters } = bench.inbox;
    assert.equal(await deadLetters.purge({ ids: [one?.id ?? ''] }), 1);
    assert.equal(await deadLetters.purge({ ids: [one?.id ?? ''] }), 0);
    assert.equal(await deadLetters.purge({ listener: 'second' }), 2);
    assert.equal((await letters(bench.inbox, 2)).length, 2);
    assert.equal(await deadLetters.purge(), 2);
    assert.equal((await bench.inbox.state()).deadLetters, 0);
  }),

  SuiteBench.case(options, 'redrives one, some and all', async (bench) => {
    const [one] = await fill(bench);
    const { inbox, target } = bench;
    heal(target);
    const before = target.attempts.length;
    assert.equal(await inbox.deadLetters.redrive({ ids: [one?.id ?? ''] }), 1);
    await eventually(() => assert.equal(target.attempts.length, before + 1));
    await letters(inbox, 4);
    assert.equal(await inbox.deadLetters.redrive({ listener: 'second' }), 2);
    await eventually(() => assert.equal(target.attempts.length, before + 3));
    assert.equal(await inbox.deadLetters.redrive({ kind: 'undelivered' }), 1);
    await eventually(() => assert.equal(target.attempts.length, before + 4));
    await letters(inbox, 1);
    assert.equal(await inbox.deadLetters.redrive({ listener: 'nobody' }), 0);
  }),

  SuiteBench.case(options, 'redrives what a listener gave up to that listener alone', async (bench) => {
    const { inbox, target } = bench;
    target.on('good').on('bad', refuse('no'));
    const event = suiteEvent(1, { key: 'k' });
    await inbox.append(event);
    await letters(inbox, 1);
    target.on('bad');
    assert.equal(await inbox.deadLetters.redrive(), 1);
    await eventually(() => assert.equal(target.numbers('bad').length, 2));
    await bench.settled();
    assert.equal(target.numbers('good').length, 1);
    const again = target.attempts.at(-1);
    assert.equal(again?.attempt, 1);
    assert.equal(again.event.id, event.id);
    assert.equal(again.event.orderingKey, 'k');
    assert.deepEqual(again.event.raw, event.raw);
  }),

  SuiteBench.case(options, 'keeps what fails again, with its new reason', async ({ inbox, target }) => {
    target.on('one', refuse('first reason'));
    await inbox.append(suiteEvent(1));
    await letters(inbox, 1);
    target.on('one', refuse('second reason'));
    assert.equal(await inbox.deadLetters.redrive(), 1);
    const [letter] = await letters(inbox, 1, { reason: 'second reason' });
    await letters(inbox, 1);
    assert.equal(letter?.attempts, 1);
  }),

  SuiteBench.case(
    options,
    'reads an unusable callback again when it is redriven',
    async ({ inbox, target }) => {
      heal(target);
      const callback = suiteUnusable(suiteEvent(7).raw.toString(), 'an earlier version could not read it');
      await inbox.setAside(callback);
      assert.equal(await inbox.deadLetters.redrive({ kind: 'unusable' }), 1);
      await eventually(() => assert.equal(target.attempts.length, 2));
      assert.deepEqual(target.numbers(), [7, 7]);
      assert.equal(target.attempts[0]?.event.id, callback.id);
      await letters(inbox, 0);
    },
  ),

  SuiteBench.case(options, 'keeps an unusable callback that still cannot be read', async (bench) => {
    const { inbox, target } = bench;
    heal(target);
    await inbox.setAside(suiteUnusable(''));
    await inbox.setAside(suiteUnusable('{'));
    await inbox.deadLetters.redrive();
    await bench.settled();
    const kept = await letters(inbox, 2);
    assert.deepEqual(new Set(kept.map(({ raw }) => raw.toString())), new Set(['', '{']));
    assert.deepEqual(target.attempts, []);
  }),

  SuiteBench.case(
    options,
    'keeps what is redriven for a listener that is gone',
    async ({ inbox, target }) => {
      target.on('gone', refuse('no'));
      await inbox.append(suiteEvent(1));
      await letters(inbox, 1);
      target.silence();
      target.on('other');
      await inbox.deadLetters.redrive();
      await letters(inbox, 1, { listener: 'gone', reason: 'no such listener' });
      assert.deepEqual(target.numbers('other'), []);
    },
  ),
];
