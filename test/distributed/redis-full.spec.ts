import { Logger } from '@nestjs/common';
import { eventually } from '../../libs/openim-callback/src/delivery/inbox-suite/eventually.js';
import { suiteEvent } from '../../libs/openim-callback/src/delivery/inbox-suite/suite-event.js';
import { SuiteTarget } from '../../libs/openim-callback/src/delivery/inbox-suite/suite-target.js';
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
});
