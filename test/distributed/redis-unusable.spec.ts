import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { BullmqInbox } from 'nestjs-openim-callback-bullmq';
import { eventually, suiteEvent, SuiteTarget } from '../support/inbox-suite.js';
import { freePort } from './support/free-ports.js';
import { InboxBench } from './support/inbox-bench.js';
import { RedisServer } from './support/redis-server.js';

const start = async (connection: object | string, strict: boolean): Promise<SuiteTarget> => {
  const target = new SuiteTarget();
  const inbox = new BullmqInbox({ connection, strict });
  try {
    await inbox.start(target);
    await eventually(() => expect(target.problems).toHaveLength(1));
  } finally {
    await inbox.close();
  }
  return target;
};

describe('the BullMQ inbox on a Redis that it cannot use', () => {
  beforeAll(() => Logger.overrideLogger(false));

  it('tells when nothing is there, and what to check', async () => {
    const port = await freePort();
    const { problems } = await start({ port }, false);
    expect(problems[0]).toMatch(
      /^Redis is away \(localhost:\d+\): connect ECONNREFUSED .*; check the option connection$/,
    );
  });

  it('says what it has waited for when it is strict', async () => {
    const target = new SuiteTarget();
    const inbox = new BullmqInbox({ connection: { port: await freePort() }, strict: true });
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'performance'] });
    const started = inbox.start(target).catch(String);
    while (target.problems.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await jest.advanceTimersByTimeAsync(30_000);
    expect(await started).toMatch(/bullmqInbox is strict: Redis is away .*ECONNREFUSED/);
    jest.useRealTimers();
    await inbox.close();
  });

  it('ends a strict start at once when Redis does not take it, and else tells why', async () => {
    const redis = await RedisServer.start('--requirepass', 'right');
    for (const password of ['wrong', ''])
      await expect(start(`redis://:${password}@127.0.0.1:${redis.port}/0`, true)).rejects.toThrow(
        /^bullmqInbox is strict: Redis is away .*(WRONGPASS|NOAUTH)/,
      );
    const { problems } = await start(`redis://:wrong@127.0.0.1:${redis.port}/0`, false);
    expect(problems[0]).toContain('WRONGPASS');
    expect(problems[0]).not.toContain('wrong@');
    await redis.stop();
  });

  it.each([true, false])('does not start with a keyPrefix (strict: %s)', async (strict) => {
    await expect(start({ port: 1, keyPrefix: 'app:' }, strict)).rejects.toThrow('use the option prefix');
  });
});

describe('the BullMQ inbox on a Redis that comes back without its data', () => {
  let redis: RedisServer;
  let bench: InboxBench;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await RedisServer.start('--appendonly', 'no');
    bench = new InboxBench(redis, 'empty');
  });

  afterAll(async () => {
    await bench.close();
    await redis.stop();
  });

  it('still delivers one event of a key at a time', async () => {
    const both = new SuiteTarget().on('one', () => new Promise((resolve) => setTimeout(resolve, 5)));
    const replicas = [await bench.start(both, { partitions: 1 }), await bench.start(both, { partitions: 1 })];
    const healthy = () =>
      eventually(async () => {
        for (const replica of replicas) expect(await replica.state()).toMatchObject({ healthy: true });
      });
    await healthy();
    await redis.kill();
    await eventually(() => expect(both.problems).toHaveLength(2));
    await redis.begin();
    await eventually(() => expect(both.problems).toHaveLength(4));
    await healthy();
    const events = Array.from({ length: 40 }, (_, number) => suiteEvent(number, { key: 'k' }));
    for (const event of events) await replicas[0]?.append(event);
    await eventually(() => expect(both.attempts).toHaveLength(40));
    expect(both.peak).toBe(1);
  }, 60_000);
});
