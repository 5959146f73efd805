import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  eventually,
  numberOf,
  suiteEvent,
  suiteUnusable,
  SuiteTarget,
} from '../../../../test/support/inbox-suite.js';
import { sqliteInbox } from 'nestjs-openim-callback';
import {
  type AcceptedEvent,
  type DeadLetter,
  type Inbox,
  type InboxState,
  MemoryInbox,
} from 'nestjs-openim-callback/inbox';
import { StoreAwayError } from '../store/append-queue.js';
import { Spill, withSpill } from './spill.js';

/** A spill before a store that is away until it is said to be back. */
class Bench {
  readonly target = new SuiteTarget();
  /** The numbers of the events that the store was asked to take. */
  readonly asked: number[] = [];
  readonly taken: AcceptedEvent[] = [];
  readonly letters: DeadLetter[] = [];
  away = true;
  readonly spill: Spill;

  constructor(inbox: Inbox) {
    this.spill = new Spill({
      inbox,
      target: this.target,
      forward: (event) => {
        this.asked.push(numberOf(event));
        return this.take(this.taken, event);
      },
      forwardLetter: (letter) => this.take(this.letters, letter),
      storageChanged: (problem) => this.target.storageChanged(problem),
      limit: 100,
    });
  }

  private take<T>(list: T[], item: T): Promise<void> {
    if (this.away) return Promise.reject(new StoreAwayError('away'));
    list.push(item);
    return Promise.resolve();
  }
}

describe('what is spilled', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = new Bench(new MemoryInbox({ concurrency: 2 }));
    await bench.spill.start();
    for (let number = 0; number < 20; number++) {
      const wishes = { key: `key ${number % 10}`, idempotencyKey: `once ${number}` };
      await bench.spill.append(suiteEvent(number, wishes));
    }
  });

  afterEach(() => bench.spill.close());

  it('asks a store that is away for as many events as are delivered side by side, whatever waits', async () => {
    await eventually(() => expect(bench.asked.length).toBeGreaterThan(2));
    expect([...new Set(bench.asked)]).toEqual([0, 1]);
  });

  it('is given to the store when it is back, in order per key, with what tells repetitions', async () => {
    await eventually(() => expect(bench.asked.length).toBeGreaterThanOrEqual(2));
    bench.away = false;
    await eventually(() => expect(bench.taken).toHaveLength(20));
    for (let key = 0; key < 10; key++) {
      const ofKey = bench.taken.filter(({ orderingKey }) => orderingKey === `key ${key}`);
      expect(ofKey.map(numberOf)).toEqual([key, key + 10]);
    }
    expect(bench.taken.every((event) => event.idempotencyKey === `once ${numberOf(event)}`)).toBe(true);
    expect(bench.spill.isBefore(suiteEvent(0, { key: 'key 0' }))).toBe(false);
  });

  it('has callbacks that could not be used with it, each given once, though no event comes', async () => {
    const count = 150;
    for (let number = 0; number < count; number++) await bench.spill.setAside(suiteUnusable(`${number}`));
    bench.away = false;
    await eventually(() => expect(bench.letters).toHaveLength(count));
    await eventually(async () => expect((await bench.spill.state()).deadLetters).toBe(0));
    expect(bench.letters.map(({ raw }) => Number(raw.toString()))).toEqual([...Array(count).keys()]);
    await bench.spill.setAside(suiteUnusable('later'));
    await eventually(() => expect(bench.letters).toHaveLength(count + 1));
  });
});

describe('what an earlier run has spilled', () => {
  let folder: string;
  let bench: Bench;

  const open = () => new Bench(sqliteInbox({ file: join(folder, 'spill.db'), pollInterval: 20 }));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'spill-'));
    const earlier = open();
    await earlier.spill.start();
    const recipients = ['Receipts.onRead'];
    await earlier.spill.append(suiteEvent(1, { key: 'k', idempotencyKey: 'once 1', recipients }));
    await earlier.spill.setAside(suiteUnusable('{'));
    await earlier.spill.close();
    bench = open();
    bench.away = false;
  });

  afterEach(async () => {
    await bench.spill.close();
    await rm(folder, { recursive: true });
  });

  const other = suiteEvent(2, { key: 'other' });

  it('is given to the store, the callbacks that could not be used as well', async () => {
    bench.away = true;
    await bench.spill.start();
    expect(bench.spill.isBefore(other)).toBe(true);
    bench.away = false;
    await eventually(() => expect(bench.taken.map(numberOf)).toEqual([1]));
    await eventually(() => expect(bench.letters.map(({ raw }) => raw.toString())).toEqual(['{']));
    expect(bench.spill.isBefore(other)).toBe(false);
  });

  it('says whom it is for', async () => {
    await bench.spill.start();
    await eventually(() => expect(bench.taken).toHaveLength(1));
    expect(bench.taken[0]?.recipients).toEqual(['Receipts.onRead']);
  });

  it('has what tells repetitions, worked out again', async () => {
    const revive = bench.target.revive.bind(bench.target);
    bench.target.revive = (stored) => ({ ...revive(stored), idempotencyKey: 'worked out' });
    await bench.spill.start();
    await eventually(() => expect(bench.taken.map((event) => event.idempotencyKey)).toEqual(['worked out']));
  });

  it('is given as it was stored when this version of the app cannot read it, and holds up nothing', async () => {
    bench.target.revive = () => {
      throw new Error('cannot be read');
    };
    await bench.spill.start();
    await eventually(() => expect(bench.taken).toHaveLength(1));
    expect(bench.taken[0]).toMatchObject({
      orderingKey: 'k',
      operationID: 'op-1',
      idempotencyKey: undefined,
    });
    expect(JSON.parse(bench.taken[0]?.raw.toString() ?? '')).toMatchObject({ number: 1 });
    expect(bench.spill.isBefore(other)).toBe(false);
  });
});

const store: InboxState = {
  healthy: true,
  problem: undefined,
  pending: 3,
  oldestAge: 20,
  held: 0,
  deadLetters: 5,
};
const spill: InboxState = {
  healthy: false,
  problem: 'no space',
  pending: 4,
  oldestAge: 30,
  held: 2,
  deadLetters: 1,
};

describe('withSpill', () => {
  it('is the state of the store when there is none', () => {
    expect(withSpill(store, undefined)).toBe(store);
  });

  it('counts what is in either, and is healthy when both are', () => {
    const both = { healthy: false, pending: 7, oldestAge: 30, held: 2, deadLetters: 6 };
    expect(withSpill(store, spill)).toEqual({ ...both, problem: 'no space' });
    expect(withSpill({ ...store, healthy: false, problem: 'away' }, spill)).toEqual({
      ...both,
      problem: 'away; no space',
    });
    expect(withSpill(store, { ...spill, healthy: true, problem: undefined })).toMatchObject({
      healthy: true,
      problem: undefined,
    });
  });
});
