import { Logger } from '@nestjs/common';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import { inboxSuite, type Inbox, type InboxRole } from 'nestjs-openim-callback/inbox';
import { STORES, type StoreServer } from './support/store-server.js';
import { LossyProxy } from './support/lossy-proxy.js';

describe.each(STORES)('the inbox suite on the BullMQ inbox on %s', (_, store) => {
  let server: StoreServer;
  /** The way to the server of the process that a case ends. */
  let network: LossyProxy;
  let count = 0;
  let opened = { name: '', concurrency: 0, lease: 1000 };

  beforeAll(async () => {
    Logger.overrideLogger(false);
    server = await store.start();
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
