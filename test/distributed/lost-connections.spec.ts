import { Logger } from '@nestjs/common';
import { eventually, suiteEvent, SuiteTarget } from '../support/inbox-suite.js';
import { InboxBench } from './support/inbox-bench.js';
import { LossyProxy } from './support/lossy-proxy.js';
import { RedisServer } from './support/redis-server.js';

describe('the BullMQ inbox behind a network that loses its connections silently', () => {
  let redis: RedisServer;
  let network: LossyProxy;
  let bench: InboxBench;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await RedisServer.start();
    network = await LossyProxy.start(redis.port);
    bench = new InboxBench(network, 'lost');
  });

  afterAll(async () => {
    await bench.close();
    await network.stop();
    await redis.stop();
  });

  it('connects anew, stores what it holds and goes on delivering', async () => {
    const target = new SuiteTarget().on('one');
    const inbox = await bench.start(target);
    expect(await inbox.append(suiteEvent(0))).toBe('stored');
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true, pending: 0 }));
    network.lose();
    expect(await inbox.append(suiteEvent(1))).toBe('held');
    await eventually(async () => expect(await inbox.state()).toMatchObject({ healthy: true, held: 0 }));
    await eventually(() => expect(target.numbers()).toEqual([0, 1]));
  }, 60_000);
});
