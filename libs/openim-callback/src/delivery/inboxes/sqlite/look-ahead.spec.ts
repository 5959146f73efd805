import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../inbox-suite/eventually.js';
import { suiteEvent } from '../../inbox-suite/suite-event.js';
import { SuiteTarget } from '../../inbox-suite/suite-target.js';
import { partitionOf } from './partition-table.js';
import { SqliteInbox } from './sqlite-inbox.js';

const HOUR = 3_600_000;

/** Another key of the same partition. */
const besides = (key: string): string => {
  const wanted = partitionOf(suiteEvent(0, { key }));
  for (let number = 0; ; number++) {
    const other = `other ${number}`;
    if (partitionOf(suiteEvent(0, { key: other })) === wanted) return other;
  }
};

describe('the look-ahead of the SQLite inbox', () => {
  let folder: string;
  let inbox: SqliteInbox;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sqlite-look-ahead-'));
    inbox = new SqliteInbox({ file: join(folder, 'inbox.db'), pollInterval: 5, lookAhead: 50 });
  });

  afterEach(async () => {
    await inbox.close();
    await rm(folder, { recursive: true });
  });

  const appendAll = async (numbers: number, keyOf: (number: number) => string): Promise<void> => {
    const append = (_: unknown, number: number) => inbox.append(suiteEvent(number, { key: keyOf(number) }));
    await Promise.all(Array.from({ length: numbers }, append));
  };

  it('lets the others of its partition go past a key that is held up, and delivers that in order', async () => {
    let broken = true;
    const target = new SuiteTarget().on(
      'one',
      ({ event }) => {
        if (broken && event.orderingKey === 'held') throw new Error('no');
      },
      { minDelay: 20, maxDelay: 20, maxAttempts: 100_000 },
    );
    const other = besides('held');
    await inbox.start(target);
    await appendAll(200, () => 'held');
    await appendAll(200, () => other);
    const delivered = (key: string): number[] =>
      target.attempts.filter(({ event }) => event.orderingKey === key).map(({ number }) => number);
    const all = Array.from({ length: 200 }, (_, number) => number);
    await eventually(() => expect(delivered(other)).toHaveLength(200));
    expect(delivered(other)).toEqual(all);
    broken = false;
    await eventually(async () => expect((await inbox.state()).pending).toBe(0));
    expect(delivered('held').filter((number, at, numbers) => number !== numbers[at - 1])).toEqual(all);
  });

  it.each(['hold', 'pass'] as const)(
    "delivers others beside more events that wait for a retry than it has places, with onRetry '%s'",
    async (onRetry) => {
      const target = new SuiteTarget().on(
        'one',
        ({ number }) => {
          if (number < 200) throw new Error('no');
        },
        { minDelay: HOUR, maxDelay: HOUR, onRetry },
      );
      await inbox.start(target);
      await appendAll(400, (number) => `${number}`);
      await eventually(() => expect(target.numbers().filter((number) => number >= 200)).toHaveLength(200));
      await eventually(async () => expect((await inbox.state()).pending).toBe(200));
    },
  );
});
