import { jest } from '@jest/globals';
import { SuiteTarget, suiteEvent } from '../../../../test/support/inbox-suite.js';
import type { LeasedRecord } from '../store/queue-store.js';
import { toEventData } from '../store/records.js';
import { KnownRecords } from './known-records.js';
import { PartitionTurn } from './partition-turn.js';

const never = (): Promise<never> => new Promise(() => undefined);

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('PartitionTurn', () => {
  afterEach(() => void jest.useRealTimers());

  it('keeps no process from ending when it is abandoned while something is stored', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const event = suiteEvent(1);
    const head: LeasedRecord = {
      id: event.id,
      data: toEventData(event, undefined),
      leasedAt: Date.now(),
      interruptions: 0,
      update: never,
      extend: never,
      complete: never,
      giveBack: never,
    };
    const turn = new PartitionTurn({
      partition: { read: never, load: never, remove: never, addDeadLetter: never },
      head,
      recovered: false,
      share: 0,
      lease: 10_000,
      target: new SuiteTarget(),
      enqueue: () => undefined,
      lookAhead: 10,
      known: new KnownRecords(1),
      onFailed: () => undefined,
      onWorked: () => undefined,
    });
    void turn.run();
    const ref = { turn, record: head, key: undefined };
    const pending = [{ listener: 'one', attempts: 1, failedAt: 0, dueAt: 1 }];
    turn.settle({ ref, pending, deadLetters: [] });
    turn.end();
    await settled();
    turn.abandon();
    await settled();
    expect(jest.getTimerCount()).toBe(0);
  });
});
