import { Logger } from '@nestjs/common';
import { inboxSuite, InboxFullError } from 'nestjs-openim-callback/inbox';
import { memoryInbox, NonRetriableError } from 'nestjs-openim-callback';
import {
  eventually,
  Gate,
  suiteEvent,
  suiteUnusable,
  SuiteTarget,
} from '../../../test/support/inbox-suite.js';
import { BullmqInbox } from './bullmq-inbox.js';
import type { BullmqInboxTuning } from './bullmq-inbox.options.js';
import { FakeServer } from './testing/fake-server.js';
import { FakeStore } from './testing/fake-store.js';

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** An inbox on a server in memory. */
const inboxOn = (server: FakeServer, options: BullmqInboxTuning = {}): BullmqInbox =>
  new BullmqInbox({ connection: 'redis://fake', ...options }, (settings, watcher) =>
    Promise.resolve(new FakeStore(server, settings, watcher)),
  );

describe('the inbox suite on the BullMQ inbox on a store in memory', () => {
  beforeAll(() => Logger.overrideLogger(false));

  let server = new FakeServer();
  let concurrency = 0;
  const open = () => inboxOn(server, { concurrency, timeout: 500 });
  const cases = inboxSuite({
    create: (wanted) => {
      server = new FakeServer();
      concurrency = wanted;
      return open();
    },
    reopen: open,
    crash: () => {
      server.crashClients();
      return open();
    },
    createWith: (role) => inboxOn(new FakeServer(), { role }),
  });

  it.each(cases)('$name', ({ run }) => run());
});

describe('BullmqInbox', () => {
  beforeAll(() => Logger.overrideLogger(false));

  let server: FakeServer;
  let inboxes: BullmqInbox[];

  beforeEach(() => {
    server = new FakeServer();
    inboxes = [];
  });

  afterEach(async () => {
    server.begin();
    server.behaviour.full = false;
    await Promise.all(inboxes.map((inbox) => inbox.close()));
  });

  const make = (options: BullmqInboxTuning = {}): BullmqInbox => {
    const inbox = inboxOn(server, options);
    inboxes.push(inbox);
    return inbox;
  };

  const start = async (target: SuiteTarget, options: BullmqInboxTuning = {}): Promise<BullmqInbox> => {
    const inbox = make(options);
    await inbox.start(target);
    return inbox;
  };

  const done = (inbox: BullmqInbox): Promise<void> =>
    eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true, pending: 0 }));

  it('shares the events among replicas, each key in order, one at a time', async () => {
    const running = new Set<string | undefined>();
    const target = new SuiteTarget().on('one', async ({ event: { orderingKey } }) => {
      if (running.has(orderingKey)) throw new NonRetriableError(`two of ${String(orderingKey)} at a time`);
      running.add(orderingKey);
      await new Promise((resolve) => setImmediate(resolve));
      running.delete(orderingKey);
    });
    const replicas = [await start(target), await start(target), await start(target)];
    for (const number of range(200))
      await replicas[number % 3]?.append(suiteEvent(number, { key: `${number % 8}` }));
    await eventually(() => expect(target.attempts).toHaveLength(200));
    expect(target.failures).toEqual([]);
    for (const key of range(8)) {
      const numbers = target.numbers().filter((number) => number % 8 === key);
      expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    }
  });

  it('hands its events over at once when it is closed, though its lease would last', async () => {
    const first = await start(
      new SuiteTarget().on('one', () => new Gate().passed),
      { lease: 600_000 },
    );
    for (const number of range(5)) await first.append(suiteEvent(number, { key: 'k' }));
    const target = new SuiteTarget().on('one');
    await start(target, { lease: 600_000 });
    await first.drain(1);
    await first.close();
    await eventually(() => expect(target.numbers()).toEqual(range(5)));
  });

  it('lets events behind one that waits go ahead, and does not deliver them again when their turn comes', async () => {
    const held = new Gate();
    const target = new SuiteTarget().on('one', async ({ number }) => {
      if (number === 0) await held.passed;
    });
    const inbox = await start(target, { partitions: 1 });
    for (const number of range(300)) await inbox.append(suiteEvent(number, { key: `${number % 7}` }));
    const ahead = range(300).filter((number) => number % 7 !== 0);
    await eventually(() => expect(target.attempts).toHaveLength(ahead.length + 1));
    held.open();
    await done(inbox);
    expect(target.attempts).toHaveLength(300);
  });

  it('receives without delivering, and delivers without receiving, as its role says', async () => {
    const idle = new SuiteTarget().on('one');
    const receiver = await start(idle, { role: 'receive' });
    await receiver.append(suiteEvent(1));
    const target = new SuiteTarget().on('one');
    const deliverer = await start(target, { role: 'deliver' });
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await expect(deliverer.append(suiteEvent(2))).rejects.toThrow(InboxFullError);
    expect(idle.attempts).toEqual([]);
  });

  it.each([
    [undefined, []],
    ['deliver', [1]],
    ['both', [1]],
  ] as const)(
    'delivers in an app that serves no requests only when asked to, with role %s',
    async (role, delivered) => {
      const receiver = await start(new SuiteTarget(), { role: 'receive' });
      await receiver.append(suiteEvent(1));
      const target = new SuiteTarget().on('one');
      const script = make({ role });
      await script.start(target, { serving: false });
      const app = new SuiteTarget().on('one');
      if (delivered.length === 0) await start(app);
      await eventually(() => expect([...target.numbers(), ...app.numbers()]).toEqual([1]));
      expect(target.numbers()).toEqual(delivered);
    },
  );

  it('keeps the latest unusable callbacks', async () => {
    const inbox = await start(new SuiteTarget(), { maxDeadLetters: 3 });
    for (const body of ['a', 'b', 'c', 'd']) await inbox.setAside(suiteUnusable(body));
    expect((await inbox.deadLetters.list()).map(({ raw }) => raw.toString())).toEqual(['b', 'c', 'd']);
  });

  it('sends dead letters again once, however many do it at a time', async () => {
    const target = new SuiteTarget().on('one', () => {
      throw new NonRetriableError('no');
    });
    const inbox = await start(target);
    await Promise.all(range(450).map((number) => inbox.append(suiteEvent(number))));
    await eventually(async () => expect((await inbox.state()).deadLetters).toBe(450));
    target.on('one');
    const redriven = await Promise.all([inbox.deadLetters.redrive(), make().deadLetters.redrive()]);
    expect(redriven[0] + redriven[1]).toBe(450);
    await done(inbox);
    expect(target.attempts).toHaveLength(900);
  });

  it('holds events in memory while the store is away, and stores them in order when it is back', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await start(target);
    expect(await inbox.append(suiteEvent(0, { key: 'k' }))).toBe('stored');
    server.kill();
    const answers = await Promise.all(range(20).map((n) => inbox.append(suiteEvent(n + 1, { key: 'k' }))));
    expect(new Set(answers)).toEqual(new Set(['held']));
    const state = await inbox.state();
    expect([state.healthy, state.held]).toEqual([false, 20]);
    expect(state.problem).toContain('Redis is away (fake)');
    server.begin();
    await eventually(() => expect(target.numbers()).toEqual(range(21)));
    await done(inbox);
    expect(target.problems.map((problem) => problem === undefined)).toEqual([false, true]);
  });

  it('begins when the store comes, and tells meanwhile what is wrong', async () => {
    server.kill();
    const target = new SuiteTarget().on('one');
    const inbox = await start(target);
    expect(await inbox.append(suiteEvent(1))).toBe('held');
    expect((await inbox.state()).problem).toContain('ECONNREFUSED; check the option connection');
    server.begin();
    await eventually(() => expect(target.numbers()).toEqual([1]));
    await eventually(() => expect(target.problems).toEqual([expect.any(String), undefined]));
  });

  it('stores all it holds when it is drained, when the store is back by then', async () => {
    const inbox = await start(new SuiteTarget(), { role: 'receive' });
    server.kill();
    await Promise.all(range(1000).map((number) => inbox.append(suiteEvent(number))));
    server.begin();
    expect(await inbox.drain(10_000)).toEqual({ undelivered: 0 });
    expect((await inbox.state()).pending).toBe(1000);
  });

  it('tells how many it could not store when it is drained', async () => {
    const inbox = await start(new SuiteTarget(), { role: 'receive' });
    server.kill();
    await Promise.all(range(3).map((number) => inbox.append(suiteEvent(number))));
    expect(await inbox.drain(50)).toEqual({ undelivered: 3 });
  });

  it('spills while the store is away, and gives it the events in order when it is back', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await start(target, { spill: memoryInbox(), maxSpilled: 30 });
    await inbox.append(suiteEvent(0, { key: 'k' }));
    server.kill();
    for (const number of range(30)) await inbox.append(suiteEvent(number + 1, { key: 'k' }));
    await expect(inbox.append(suiteEvent(31))).rejects.toThrow('30 events wait for it in the spill');
    await inbox.setAside(suiteUnusable('{'));
    server.begin();
    await eventually(() => expect(target.numbers()).toEqual(range(31)));
    await eventually(async () => expect(await inbox.deadLetters.list()).toHaveLength(1));
    await done(inbox);
  });

  it('keeps an event that the store refuses as a dead letter, and stores those that came with it', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await start(target);
    server.behaviour.refuses = (data) =>
      'operationID' in data && !('diedAt' in data) && data.operationID === 'op-13';
    const answers = await Promise.all(
      range(20).map((number) => inbox.append(suiteEvent(number, { key: 'k' }))),
    );
    expect(new Set(answers)).toEqual(new Set(['stored']));
    await eventually(() => expect(target.numbers()).toEqual(range(20).filter((number) => number !== 13)));
    expect(await inbox.deadLetters.list()).toMatchObject([
      { kind: 'undelivered', operationID: 'op-13', reason: 'Redis refuses it: too odd' },
    ]);
    server.behaviour.refuses = () => false;
    expect(await inbox.deadLetters.redrive()).toBe(1);
    await eventually(() => expect(target.numbers()).toContain(13));
  });

  it('takes over what a process that is gone was delivering, in order', async () => {
    const first = await start(new SuiteTarget(), { role: 'receive', partitions: 1 });
    for (const number of range(5)) await first.append(suiteEvent(number, { key: 'k' }));
    expect(server.queue('openim-00').take('gone', 200)).toBeDefined();
    const target = new SuiteTarget().on('one');
    await start(target, { partitions: 1 });
    await eventually(() => expect(target.numbers()).toEqual(range(5)));
  });

  it('does not deliver again what was delivered while the store is full, and delivers little of it', async () => {
    const gate = new Gate();
    const target = new SuiteTarget().on('one', () => gate.passed);
    const inbox = await start(target, { partitions: 2, lease: 1000 });
    for (const number of range(200)) await inbox.append(suiteEvent(number, { key: `${number}` }));
    await eventually(() => expect(target.attempts).toHaveLength(16));
    server.behaviour.full = true;
    gate.open();
    await eventually(() => expect(target.problems).toEqual([expect.stringContaining('OOM')]));
    // Longer than the leases last.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(target.attempts.length).toBeLessThanOrEqual(32);
    server.behaviour.full = false;
    await done(inbox);
    expect(target.numbers().toSorted((one, other) => one - other)).toEqual(range(200));
  });

  it('delivers what waits in few round trips', async () => {
    const receiver = await start(new SuiteTarget(), { role: 'receive', partitions: 1 });
    await Promise.all(
      range(500).map((number) => receiver.append(suiteEvent(number, { key: `${number % 20}` }))),
    );
    const target = new SuiteTarget().on('one');
    const inbox = await start(target, { role: 'deliver', partitions: 1 });
    await done(inbox);
    expect(target.numbers()).toHaveLength(500);
    const trips = server.calls.filter((call) =>
      ['read', 'load', 'removeDelivered', 'complete', 'update'].includes(call),
    );
    expect(trips.length).toBeLessThan(250);
  });

  it('reads the backlog of a hot key once, whatever comes to the head, and delivers others past it', async () => {
    const receiver = await start(new SuiteTarget(), { role: 'receive', partitions: 1 });
    const hot = range(1500);
    const others = range(300).map((number) => 1500 + number);
    await Promise.all(
      [...hot, ...others].map((number) =>
        receiver.append(suiteEvent(number, { key: number < 1500 ? 'hot' : `${number % 20}` })),
      ),
    );
    const held = new Gate();
    const target = new SuiteTarget().on('one', ({ number }) => (number === 0 ? held.passed : undefined));
    const inbox = await start(target, { role: 'deliver', partitions: 1 });
    await eventually(() => expect(target.attempts).toHaveLength(301));
    held.open();
    await done(inbox);
    expect(target.numbers().filter((number) => number < 1500)).toEqual(hot);
    expect(target.attempts).toHaveLength(1800);
    // Beside the one before its place that each page has.
    const pages = server.calls.filter((call) => call === 'read').length;
    expect(server.recordsRead - pages).toBeLessThanOrEqual(1800);
  });

  it('notes nothing before an event is delivered unless a process may have ended of it', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await start(target, { partitions: 1 });
    for (const number of range(10)) await inbox.append(suiteEvent(number, { key: 'k' }));
    await done(inbox);
    expect(server.calls.filter((call) => call === 'note')).toEqual([]);
  });

  it('tells an event that ends its process from those that were delivered beside it', async () => {
    const prepare = () =>
      new SuiteTarget().on('one', ({ number }) => (number === 7 ? new Gate().passed : undefined), {
        maxAttempts: 3,
      });
    const slow = new Gate();
    const first = new SuiteTarget().on('one', ({ number }) => (number < 8 ? slow.passed : undefined));
    const inbox = await start(first, { partitions: 1, timeout: 100 });
    for (const number of range(12)) await inbox.append(suiteEvent(number, { key: `${number % 10}` }));
    await eventually(() => expect(first.attempts.length).toBeGreaterThanOrEqual(8));
    let last = inbox;
    const targets = [first];
    for (let crashes = 0; crashes < 6 && (await last.state()).deadLetters === 0; crashes++) {
      server.crashClients();
      const target = prepare();
      targets.push(target);
      last = await start(target, { partitions: 1, timeout: 100 });
      const isStuck = async (): Promise<boolean> =>
        target.numbers().includes(7) || (await last.state()).deadLetters > 0;
      await eventually(async () => expect(await isStuck()).toBe(true));
    }
    await done(last);
    expect(await last.deadLetters.list()).toMatchObject([
      { listener: 'one', attempts: 3, reason: expect.stringContaining('the process ended during attempt 3') },
    ]);
    expect(targets.flatMap((target) => target.numbers())).toEqual(expect.arrayContaining(range(12)));
  });

  it('tells that the store loses what it has acknowledged, when it starts and while it runs', async () => {
    const target = new SuiteTarget().on('one');
    server.loss = 'it evicts';
    const inbox = await start(target);
    await eventually(() => expect(target.problems).toEqual(['it evicts']));
    expect(await inbox.state()).toMatchObject({ healthy: false, problem: 'it evicts' });
    server.loss = undefined;
    expect(await inbox.state()).toMatchObject({ healthy: true, problem: undefined });
    expect(target.problems).toEqual(['it evicts', undefined]);
  });

  it('is not strict unless told so, and then refuses a store that can lose events', async () => {
    server.risks = ['without a disk: set a disk'];
    await expect(start(new SuiteTarget())).resolves.toBeDefined();
    await expect(start(new SuiteTarget(), { strict: true })).rejects.toThrow(
      'bullmqInbox is strict: Fake 1: without a disk: set a disk',
    );
  });
});
