import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Injectable } from '@nestjs/common';
import { createPostgresBackend, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import pg from 'pg';
import { OnSingleMsgRead } from 'nestjs-openim-callback';
import { readBody } from '../support/bodies.js';
import { closeApps, startApp } from '../support/callback-app.js';
import { postCallback } from '../support/http.js';
import type { StoreServer } from './support/store-server.js';
import { PostgresServer } from './support/postgres-server.js';
import { RedisServer } from './support/redis-server.js';

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead(): void {}
}

/** A server, how a tool opens the queues in it, and where the board shows what waits. */
interface Shown {
  readonly server: StoreServer;
  readonly open: (name: string) => Queue;
  readonly close: () => unknown;
  readonly status: string;
}

async function startRedis(): Promise<Shown> {
  const server = await RedisServer.start();
  const connection = new Redis(server.port);
  return {
    server,
    open: (name) => new Queue(name, { connection }),
    close: () => connection.disconnect(),
    status: 'waiting',
  };
}

async function startPostgres(): Promise<Shown> {
  const server = await PostgresServer.start();
  const connection = new pg.Pool({ connectionString: server.url, options: '-c search_path=bullmq' });
  return {
    server,
    open: (name) => new Queue(name, { connection }, createPostgresBackend) as unknown as Queue,
    close: () => connection.end(),
    status: 'prioritized',
  };
}

describe.each([
  ['Redis', startRedis],
  ['PostgreSQL', startPostgres],
])('Bull Board on %s', (_, start) => {
  let shown: Shown;

  beforeAll(async () => {
    shown = await start();
  });

  afterAll(async () => {
    await closeApps();
    await shown.close();
    await shown.server.stop();
  });

  it('shows the queues and jobs of an inbox, with names to read', async () => {
    const serverAdapter = new ExpressAdapter();
    serverAdapter.setBasePath('/queues');
    const board = createBullBoard({ queues: [], serverAdapter });
    const { port } = await startApp({
      configure: (app) => app.use('/queues', serverAdapter.getRouter()),
      options: {
        inbox: bullmqInbox({ ...shown.server.place, partitions: 2, role: 'receive', timeout: 10_000 }),
      },
      providers: [Listeners],
    });
    await postCallback(port, '/callbackExample', readBody);
    const names = ['00', '01', 'undelivered', 'unusable'].map((part) => `openim-${part}`);
    const queues = names.map(shown.open);
    board.setQueues(queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })));
    const url = `http://127.0.0.1:${port}/queues`;
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html')]);
    const shownFor = async (active: string) => {
      const response = await fetch(`${url}/api/queues?activeQueue=${active}&status=${shown.status}&page=1`);
      return (await response.json()) as { queues: { name: string; jobs: { name: string }[] }[] };
    };
    const pages = await Promise.all(names.map(shownFor));
    for (const { queues: each } of pages) expect(each.map(({ name }) => name)).toEqual(names);
    const jobs = pages.flatMap((each) => each.queues.flatMap((queue) => queue.jobs));
    expect(jobs).toMatchObject([{ name: expect.stringMatching(/^AfterSingleMsgRead \S+$/) }]);
    await Promise.all(queues.map((queue) => queue.close()));
  });
});
