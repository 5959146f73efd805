import { Logger } from '@nestjs/common';
import { bullmqInbox } from 'nestjs-openim-callback/bullmq';
import { inboxSuite } from '../../libs/openim-callback/src/testing.js';
import { RedisServer } from './support/redis-server.js';

describe('the inbox suite on the BullMQ inbox on Redis', () => {
  let redis: RedisServer;
  let count = 0;
  let opened = { name: '', concurrency: 0 };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    redis = await RedisServer.start();
  });

  afterAll(() => redis.stop());

  const open = () => bullmqInbox({ ...opened, connection: { port: redis.port } });
  const cases = inboxSuite({
    create: (concurrency) => {
      opened = { name: `suite-${++count}`, concurrency };
      return open();
    },
    reopen: open,
  });

  it.each(cases)('$name', ({ run }) => run());
});
