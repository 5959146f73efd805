import { Logger } from '@nestjs/common';
import { eventually, Gate, suiteEvent, SuiteTarget } from '../support/inbox-suite.js';
import { InboxBench } from './support/inbox-bench.js';
import { RedisServer } from './support/redis-server.js';

describe('the BullMQ inbox on a Redis without memory left', () => {
  let redis: RedisServer;
  let bench: InboxBench;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await RedisServer.start();
    bench = new InboxBench(redis, 'full');
  });

  afterAll(async () => {
    await bench.close();
    await redis.stop();
  });

  it('does not acknowledge what it refuses, and stores it when there is room', async () => {
    const inbox = await bench.start(new SuiteTarget(), { role: 'receive' });
    expect(await inbox.append(suiteEvent(0))).toBe('stored');
    const limit = (bytes: string): Promise<unknown> => redis.configure('maxmemory', bytes);
    await limit('1');
    expect(await inbox.append(suiteEvent(1))).toBe('held');
    expect((await inbox.state()).problem).toContain('OOM');
    await limit('0');
    await eventually(async () => expect(await inbox.state()).toMatchObject({ held: 0, pending: 2 }));
  });

  it('delivers nothing either, says why, and goes on when there is room', async () => {
    const receiver = await bench.start(new SuiteTarget(), { role: 'receive' });
    await receiver.append(suiteEvent(2));
    await redis.configure('maxmemory', '1');
    const target = new SuiteTarget().on('one');
    await bench.start(target, { role: 'deliver' });
    await eventually(() => expect(target.problems).toEqual([expect.stringContaining('OOM')]));
    expect(target.attempts).toEqual([]);
    await redis.configure('maxmemory', '0');
    await eventually(() => expect(target.numbers()).toContain(2));
    await eventually(() => expect(target.problems).toEqual([expect.stringContaining('OOM'), undefined]));
  });

  it('delivers once what it delivered meanwhile', async () => {
    const gate = new Gate();
    const target = new SuiteTarget().on('one', () => gate.passed);
    const other = new InboxBench(redis, 'full-meanwhile');
    const inbox = await other.start(target, { partitions: 2, lease: 1000 });
    const numbers = Array.from({ length: 200 }, (_, number) => number);
    for (const number of numbers) await inbox.append(suiteEvent(number, { key: `${number}` }));
    await eventually(() => expect(target.attempts).toHaveLength(16));
    await redis.configure('maxmemory', '1');
    gate.open();
    await eventually(() => expect(target.problems).toEqual([expect.stringContaining('OOM')]));
    // Longer than its leases last.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await redis.configure('maxmemory', '0');
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true, pending: 0 }));
    expect(target.numbers().toSorted((one, another) => one - another)).toEqual(numbers);
    await other.close();
  }, 60_000);
});

describe('the BullMQ inbox on a Redis that evicts', () => {
  it('tells so in its state, before and after it has happened, and again when that is mended', async () => {
    Logger.overrideLogger(false);
    const redis = await RedisServer.start();
    const bench = new InboxBench(redis, 'evicts');
    const target = new SuiteTarget();
    const inbox = await bench.start(target, { role: 'receive' });
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true }));
    await redis.configure('maxmemory', '3mb');
    await redis.configure('maxmemory-policy', 'allkeys-lru');
    expect((await inbox.state()).problem).toContain('set noeviction');
    const fill = async (): Promise<string | undefined> => {
      await Promise.all(
        Array.from({ length: 200 }, (_, number) =>
          inbox.append({ ...suiteEvent(number), raw: Buffer.alloc(5000, 32) }),
        ),
      );
      return (await inbox.state()).problem;
    };
    await eventually(async () => expect(await fill()).toMatch(/^Redis has removed \d+ keys/));
    expect(await inbox.state()).toMatchObject({ healthy: false });
    await redis.configure('maxmemory-policy', 'noeviction');
    await redis.configure('maxmemory', '0');
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true }));
    expect(target.problems.at(-1)).toBeUndefined();
    await bench.close();
    await redis.stop();
  }, 60_000);
});
