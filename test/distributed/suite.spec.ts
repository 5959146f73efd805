import { Logger } from '@nestjs/common';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import { inboxSuite, type Inbox, type InboxRole } from 'nestjs-openim-callback/inbox';
import { ENGINES, type EngineServer } from './support/engine-server.js';
import { LossyProxy } from './support/lossy-proxy.js';

describe.each(ENGINES)('the inbox suite on the BullMQ inbox on %s', (_, engine) => {
  let server: EngineServer;
  /** The way to the server of the process that a case ends. */
  let network: LossyProxy;
  let count = 0;
  let opened = { name: '', concurrency: 0, lease: 1000 };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await engine.start();
    network = await LossyProxy.start(server.port);
  });

  afterAll(async () => {
    await network.stop();
    await server.stop();
  });

  const open = (role?: InboxRole): Inbox => {
    const { postgres } = server.place;
    const place =
      typeof postgres === 'string'
        ? { postgres: postgres.replace(`:${server.port}`, `:${network.port}`) }
        : { connection: { port: network.port } };
    return bullmqInbox({ ...opened, ...place, role });
  };
  const cases = inboxSuite({
    create: (concurrency) => {
      opened = { ...opened, name: `suite-${++count}`, concurrency };
      return open();
    },
    reopen: open,
    crash: async () => {
      await network.stop();
      network = await LossyProxy.start(server.port);
      return open();
    },
    createWith: (role) => {
      opened = { ...opened, name: `suite-${++count}`, concurrency: 8 };
      return open(role);
    },
  });

  it.each(cases)('$name', ({ run }) => run());
});
