import { Logger } from '@nestjs/common';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import { inboxSuite } from 'nestjs-openim-callback/inbox';
import { ENGINES, type EngineServer } from './support/engine-server.js';

describe.each(ENGINES)('the inbox suite on the BullMQ inbox on %s', (_, engine) => {
  let server: EngineServer;
  let count = 0;
  let opened = { name: '', concurrency: 0 };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await engine.start();
  });

  afterAll(() => server.stop());

  const open = () => bullmqInbox({ ...opened, ...server.place });
  const cases = inboxSuite({
    create: (concurrency) => {
      opened = { name: `suite-${++count}`, concurrency };
      return open();
    },
    reopen: open,
  });

  it.each(cases)('$name', ({ run }) => run());
});
