import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  eventually,
  Gate,
  reviveSuiteEvent,
  suiteEvent,
  suiteUnusable,
  SuiteTarget,
} from '../support/inbox-suite.js';
import { InboxFullError } from 'nestjs-openim-callback/inbox';
import { NonRetriableError, sqliteInbox } from 'nestjs-openim-callback';
import { LogLines } from '../support/log-lines.js';
import { InboxBench } from './support/inbox-bench.js';
import { STORES, type StoreServer } from './support/store-server.js';

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** An inbox whose Redis cannot be asked knows of nothing that is pending either. */
const DONE = { healthy: true, pending: 0 };

const inOrder = (target: SuiteTarget, key: string): number[] => [
  ...new Set(target.attempts.filter(({ event }) => event.orderingKey === key).map(({ number }) => number)),
];

/** Settings with which an acknowledged event can be lost, and what the inbox says to them. */
const CARELESS: Readonly<Record<string, readonly [string[], string][]>> = {
  Redis: [
    [['--appendfsync', 'everysec'], 'set appendfsync always'],
    [['--appendonly', 'no'], 'set appendonly yes'],
    [['--maxmemory-policy', 'allkeys-lru'], 'set noeviction'],
  ],
  PostgreSQL: [
    [['-c', 'fsync=off'], 'set fsync on'],
    [['-c', 'synchronous_commit=off'], 'set synchronous_commit on'],
    [['-c', 'full_page_writes=off'], 'set full_page_writes on'],
  ],
};

describe.each(STORES)('the BullMQ inbox on %s', (name, store) => {
  let server: StoreServer;
  let bench: InboxBench;
  let count = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await store.start();
    // PostgreSQL gets its tables now, which takes longer than a test waits.
    const first = new InboxBench(server, 'first');
    await first.start(new SuiteTarget(), { strict: true, timeout: 30_000 });
    await first.close();
  });

  beforeEach(() => {
    bench = new InboxBench(server, `inbox-${++count}`);
  });

  afterEach(() => bench.close());

  afterAll(() => server.stop());

  it('shares the events among replicas, each key in order, one at a time', async () => {
    const running = new Set<string | undefined>();
    const all = new SuiteTarget();
    const listen = () =>
      all.on('one', async ({ event: { orderingKey } }) => {
        if (running.has(orderingKey)) throw new NonRetriableError(`two of ${String(orderingKey)} at a time`);
        running.add(orderingKey);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running.delete(orderingKey);
      });
    const start = () => bench.start(listen(), { strict: true, timeout: 30_000 });
    const replicas = [await start(), await start(), await start()];
    const keys = range(8).map(String);
    for (const number of range(200)) {
      const replica = replicas[number % 3];
      // What replicas hold in memory has no common order.
      expect(await replica?.append(suiteEvent(number, { key: keys[number % 8] ?? '' }))).toBe('stored');
    }
    await eventually(() => expect(all.attempts).toHaveLength(200));
    expect(all.failures).toEqual([]);
    for (const key of keys) {
      const numbers = inOrder(all, key);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  });

  it('hands its events over at once when it is closed, though its lease would last', async () => {
    const first = await bench.start(
      new SuiteTarget().on('one', () => new Gate().passed),
      { lease: 600_000 },
    );
    for (const number of range(5)) await first.append(suiteEvent(number, { key: 'k' }));
    const target = new SuiteTarget().on('one');
    await bench.start(target, { lease: 600_000 });
    await first.drain(1);
    await first.close();
    await eventually(() => expect(target.numbers()).toEqual(range(5)));
  });

  it('lets events behind one that waits go ahead, and does not deliver them again when their turn comes', async () => {
    const held = new Gate();
    const target = new SuiteTarget().on('one', async ({ number }) => {
      if (number === 0) await held.passed;
    });
    const inbox = await bench.start(target, { partitions: 1 });
    for (const number of range(300)) await inbox.append(suiteEvent(number, { key: `${number % 7}` }));
    // Those of key 0 wait behind the first; all others go ahead.
    const ahead = range(300).filter((number) => number % 7 !== 0);
    await eventually(() => expect(target.attempts).toHaveLength(ahead.length + 1));
    held.open();
    await eventually(async () => expect(await inbox.state()).toMatchObject(DONE));
    expect(target.attempts).toHaveLength(300);
    for (const key of range(7).map(String)) {
      const numbers = inOrder(target, key);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  });

  it('delivers others past the backlog of a hot key, and that in order', async () => {
    const hot = range(1200);
    const receiver = await bench.start(new SuiteTarget(), { role: 'receive', partitions: 1 });
    await Promise.all(
      range(1600).map((number) =>
        receiver.append(suiteEvent(number, { key: number < 1200 ? 'hot' : `${number % 20}` })),
      ),
    );
    const held = new Gate();
    const target = new SuiteTarget().on('one', ({ number }) => (number === 0 ? held.passed : undefined));
    const inbox = await bench.start(target, { role: 'deliver', partitions: 1 });
    await eventually(() => expect(target.attempts).toHaveLength(401));
    // Delivered, and gone from where they were in the middle of what waits.
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true, pending: 1200 }));
    held.open();
    await eventually(async () => expect(await inbox.state()).toMatchObject(DONE));
    expect(inOrder(target, 'hot')).toEqual(hot);
    expect(target.attempts).toHaveLength(1600);
  });

  it('receives without delivering, and delivers without receiving, as its role says', async () => {
    const idle = new SuiteTarget().on('one');
    const receiver = await bench.start(idle, { role: 'receive' });
    await receiver.append(suiteEvent(1));
    const target = new SuiteTarget().on('one');
    const deliverer = await bench.start(target, { role: 'deliver' });
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await expect(deliverer.append(suiteEvent(2))).rejects.toThrow(InboxFullError);
    expect(idle.attempts).toEqual([]);
  });

  it('delivers with more partitions what was stored with fewer', async () => {
    const receiver = await bench.start(new SuiteTarget(), { role: 'receive', partitions: 8 });
    for (const number of range(30)) await receiver.append(suiteEvent(number));
    const target = new SuiteTarget().on('one');
    await bench.start(target, { partitions: 16 });
    await eventually(() => expect(target.numbers().toSorted((a, b) => a - b)).toEqual(range(30)));
  });

  it('tells of events that wait in partitions beyond their number', async () => {
    const lines = new LogLines();
    Logger.overrideLogger(lines);
    const start = (partitions: number) =>
      bench.start(new SuiteTarget(), { role: 'receive', strict: true, timeout: 30_000, partitions });
    const receiver = await start(12);
    await start(10);
    expect(lines.text).not.toContain('not delivered');
    await Promise.all(range(200).map((number) => receiver.append(suiteEvent(number, { key: `${number}` }))));
    await start(10);
    Logger.overrideLogger(false);
    expect(lines.text).toContain(`${bench.name}-10, ${bench.name}-11 are not delivered with partitions: 10`);
  });

  it('keeps the latest unusable callbacks', async () => {
    const inbox = await bench.start(new SuiteTarget(), { maxDeadLetters: 3 });
    for (const body of ['a', 'b', 'c', 'd']) await inbox.setAside(suiteUnusable(body));
    const kept = await inbox.deadLetters.list();
    expect(kept.map(({ raw }) => raw.toString())).toEqual(['b', 'c', 'd']);
  });

  it('sends dead letters again once, however many do it at a time', async () => {
    const target = new SuiteTarget().on('one', () => {
      throw new NonRetriableError('no');
    });
    const inbox = await bench.start(target);
    await Promise.all(range(50).map((number) => inbox.append(suiteEvent(number))));
    await eventually(async () => expect((await inbox.state()).deadLetters).toBe(50));
    target.on('one');
    const other = bench.make();
    const redriven = await Promise.all([inbox.deadLetters.redrive(), other.deadLetters.redrive()]);
    expect(redriven[0] + redriven[1]).toBe(50);
    await eventually(async () => expect(await inbox.state()).toMatchObject(DONE));
    expect(target.attempts).toHaveLength(100);
  });

  it.each(['kill', 'freeze'] as const)(
    'holds events in memory while it is away (%s), without spill, and stores them in order when it is back',
    async (how) => {
      const target = new SuiteTarget().on('one');
      const inbox = await bench.start(target);
      expect(await inbox.append(suiteEvent(0, { key: 'k' }))).toBe('stored');
      await (how === 'kill' ? server.kill() : server.freeze());
      const answers = await Promise.all(range(20).map((n) => inbox.append(suiteEvent(n + 1, { key: 'k' }))));
      expect(new Set(answers)).toEqual(new Set(['held']));
      const state = await inbox.state();
      expect([state.healthy, state.held]).toEqual([false, 20]);
      expect(state.problem).toContain(`${name} is away`);
      await (how === 'kill' ? server.begin() : server.thaw());
      await eventually(() => expect(target.numbers()).toEqual(range(21)));
      await eventually(async () => expect((await inbox.state()).healthy).toBe(true));
      expect(target.problems.map((problem) => problem === undefined)).toEqual([false, true]);
    },
    60_000,
  );

  it('tells that it is away, and why, though it only delivers', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await bench.start(target, { role: 'deliver' });
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true }));
    await server.kill();
    await eventually(() => expect(target.problems).toHaveLength(1));
    const listed = () => inbox.deadLetters.list().catch(String);
    await eventually(async () => expect(await listed()).toContain('ECONNREFUSED'));
    await server.begin();
    expect(target.problems[0]).toContain(`${name} is away (`);
    await eventually(() => expect(target.problems).toEqual([expect.any(String), undefined]));
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true }));
  }, 60_000);

  it('stores all it holds when it is drained, when the store is back by then', async () => {
    const inbox = await bench.start(new SuiteTarget(), { role: 'receive' });
    expect(await inbox.append(suiteEvent(0))).toBe('stored');
    await server.kill();
    const held = await Promise.all(range(1000).map((number) => inbox.append(suiteEvent(number + 1))));
    expect(new Set(held)).toEqual(new Set(['held']));
    await server.begin();
    expect(await inbox.drain(20_000)).toEqual({ undelivered: 0 });
    await inbox.close();
    const other = await bench.start(new SuiteTarget(), { role: 'receive', timeout: 10_000 });
    expect((await other.state()).pending).toBe(1001);
  }, 60_000);

  it('does not deliver twice what it had stored when it died before answering', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await bench.start(target);
    for (let round = 0; round < 5; round++) {
      const appends = range(100).map((number) =>
        inbox.append(suiteEvent(round * 100 + number, { key: 'k' })),
      );
      await new Promise((resolve) => setTimeout(resolve, 5 * round));
      await server.kill();
      await server.begin();
      await Promise.all(appends);
    }
    await eventually(async () => expect(await inbox.state()).toMatchObject(DONE));
    expect(inOrder(target, 'k')).toEqual(range(500));
    // What was delivered and not yet removed is delivered again, at most the one at the head for each kill.
    expect(target.attempts.length).toBeLessThanOrEqual(500 + 5);
  }, 60_000);

  describe('with a spill', () => {
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'spill-'));
    });

    afterEach(async () => {
      await bench.close();
      await rm(folder, { recursive: true });
    });

    const spill = () => sqliteInbox({ file: join(folder, 'spill.db'), pollInterval: 20 });

    it('stores events on the disk while it is away, and gives them to it in order when it is back', async () => {
      const target = new SuiteTarget().on('one');
      const inbox = await bench.start(target, { spill: spill() });
      await inbox.append(suiteEvent(0, { key: 'k' }));
      await server.kill();
      const away = await Promise.all(range(50).map((n) => inbox.append(suiteEvent(n + 1, { key: 'k' }))));
      expect(new Set(away)).toEqual(new Set(['stored']));
      expect((await inbox.state()).pending).toBe(50);
      await inbox.setAside(suiteUnusable('{'));
      await server.begin();
      for (const number of range(50)) await inbox.append(suiteEvent(number + 51, { key: 'k' }));
      await eventually(() => expect(inOrder(target, 'k')).toHaveLength(101));
      expect(inOrder(target, 'k')).toEqual(range(101));
      await eventually(async () => expect(await inbox.deadLetters.list()).toHaveLength(1));
      await eventually(async () => expect(await inbox.state()).toMatchObject(DONE));
    }, 60_000);

    it('gives it after a restart what an earlier run has spilled, before anything later', async () => {
      const first = await bench.start(new SuiteTarget().on('one'), { spill: spill(), role: 'receive' });
      await server.kill();
      for (const number of range(20)) await first.append(suiteEvent(number, { key: 'k' }));
      await first.drain(50);
      await first.close();
      const target = new SuiteTarget().on('one');
      const second = await bench.start(target, { spill: spill() });
      const later = range(20).map((number) => second.append(suiteEvent(number + 20, { key: 'k' })));
      await server.begin();
      await Promise.all(later);
      await eventually(() => expect(inOrder(target, 'k')).toEqual(range(40)));
    }, 60_000);

    it('knows what an earlier run has spilled for a repetition, and gives it the unusable without any event', async () => {
      const wishes = { idempotencyKey: 'once' };
      const first = await bench.start(new SuiteTarget(), { spill: spill(), role: 'receive' });
      await server.kill();
      await first.append(suiteEvent(1, wishes));
      await first.setAside(suiteUnusable('{'));
      await first.close();
      await server.begin();
      const target = new SuiteTarget().on('one');
      target.revive = (stored) => ({ ...reviveSuiteEvent(stored), ...wishes });
      const second = await bench.start(target, { spill: spill() });
      await eventually(async () => expect(await second.deadLetters.list()).toHaveLength(1));
      await second.append(suiteEvent(2, wishes));
      await second.append(suiteEvent(3, { key: 'last' }));
      await eventually(() => expect(target.numbers().toSorted()).toEqual([1, 3]));
      await eventually(async () => expect(await second.state()).toMatchObject(DONE));
    }, 60_000);

    it('tells that it is back though nothing but an unusable callback came while it was away', async () => {
      const target = new SuiteTarget().on('one');
      const inbox = await bench.start(target, { spill: spill() });
      await inbox.append(suiteEvent(1));
      await server.kill();
      await inbox.setAside(suiteUnusable('{'));
      expect(await inbox.state()).toMatchObject({ healthy: false, deadLetters: 1 });
      await server.begin();
      await eventually(async () => expect((await inbox.state()).healthy).toBe(true));
      expect(target.problems.at(-1)).toBeUndefined();
      expect(await inbox.deadLetters.list()).toHaveLength(1);
    }, 60_000);

    it('has a bound', async () => {
      const inbox = await bench.start(new SuiteTarget().on('one'), { spill: spill(), maxSpilled: 2 });
      await server.kill();
      await inbox.append(suiteEvent(1));
      await inbox.append(suiteEvent(2));
      await expect(inbox.append(suiteEvent(3))).rejects.toThrow(InboxFullError);
      await server.begin();
    }, 60_000);
  });

  describe('when it is strict', () => {
    it('starts on one that syncs every write', async () => {
      await expect(bench.start(new SuiteTarget(), { strict: true })).resolves.toBeDefined();
    });

    it.each(CARELESS[name] ?? [])('refuses one with %j', async (settings, advice) => {
      const careless = await store.start(...settings);
      const other = new InboxBench(careless, 'strict');
      // BullMQ says so too, once for each connection.
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
      await expect(other.start(new SuiteTarget(), { strict: true })).rejects.toThrow(advice);
      await other.close();
      await careless.stop();
      warn.mockRestore();
    });
  });
});
