import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Injectable, type INestApplication } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Queue } from 'bullmq';
import { bullmqInbox } from 'nestjs-openim-callback/bullmq';
import { Registry } from 'prom-client';
import {
  NonRetriableError,
  OnSingleMsgRead,
  type SingleMsgReadEvent,
} from '../../libs/openim-callback/src/index.js';
import { eventually } from '../../libs/openim-callback/src/delivery/inbox-suite/eventually.js';
import { readBody } from '../support/bodies.js';
import { closeApps, startApp } from '../support/callback-app.js';
import { healthController } from '../support/health-controller.js';
import { postCallback } from '../support/http.js';
import { RedisServer } from './support/redis-server.js';

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead({ userID }: SingleMsgReadEvent): void {
    if (userID === 'poison') throw new NonRetriableError('cannot be');
  }
}

describe('an app on the BullMQ inbox', () => {
  let redis: RedisServer;
  let name = '';
  let registry: Registry;
  let count = 0;
  let onTheWayOut: () => Promise<unknown> = () => Promise.resolve();

  beforeAll(async () => {
    redis = await RedisServer.start();
  });

  beforeEach(() => {
    name = `operations-${++count}`;
    registry = new Registry();
  });

  afterEach(async () => {
    await onTheWayOut();
    await closeApps();
  });

  afterAll(() => redis.stop());

  const start = (role?: 'receive', configure: (app: INestApplication) => void = () => undefined) =>
    startApp({
      configure,
      options: {
        metrics: { registry },
        shutdownTimeout: 1000,
        inbox: bullmqInbox({
          connection: { port: redis.port },
          name,
          partitions: 2,
          ...(role === undefined ? {} : { role }),
        }),
      },
      imports: [TerminusModule],
      controllers: [healthController()],
      providers: [Listeners],
    });

  const post = (port: number, userID: string) =>
    postCallback(port, '/callbackExample', { ...readBody, userID });

  const gauge = async (metric: string): Promise<number | undefined> => {
    const found = await registry.getSingleMetric(`openim_callback_${metric}`)?.get();
    return found?.values[0]?.value;
  };

  it('counts what waits, what is given up, and that Redis is away', async () => {
    const { port } = await start('receive');
    for (const userID of ['a', 'b', 'poison']) await post(port, userID);
    expect(await gauge('inbox_pending_events')).toBe(3);
    expect(await gauge('inbox_oldest_event_age_seconds')).toBeGreaterThan(0);
    await closeApps();
    registry = new Registry();
    await start();
    await eventually(async () => expect(await gauge('inbox_pending_events')).toBe(0));
    expect(await gauge('dead_letters')).toBe(1);
    expect(await gauge('inbox_healthy')).toBe(1);
    const attempts = await registry.getSingleMetric('openim_callback_listener_attempts_total')?.get();
    const outcomes = attempts?.values.map(({ labels, value }) => [labels['outcome'], value]);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        ['done', 2],
        ['dead_letter', 1],
      ]),
    );
    await redis.kill();
    expect(await gauge('inbox_healthy')).toBe(0);
    await redis.begin();
    await eventually(async () => expect(await gauge('inbox_healthy')).toBe(1));
    expect(await gauge('dead_letters')).toBe(1);
  });

  it.each([
    ['killed', () => redis.kill(), () => redis.begin()],
    ['frozen', async () => redis.freeze(), async () => redis.thaw()],
  ])('is unhealthy while Redis is %s, and healthy when it is back', async (_, begin, end) => {
    const { port } = await start();
    const health = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/health`);
      const { details } = (await response.json()) as { details: { openim: { problems: string[] } } };
      return [response.status, details.openim.problems.join()];
    };
    await eventually(async () => expect(await health()).toEqual([200, '']));
    await begin();
    expect(await health()).toEqual([503, expect.stringContaining('Redis is away')]);
    // What comes meanwhile is held in memory: with it or without, the app is healthy afterwards.
    await post(port, 'a');
    expect(await gauge('inbox_held_events')).toBe(1);
    await end();
    await eventually(async () => expect(await health()).toEqual([200, '']));
    await eventually(async () => expect(await gauge('inbox_held_events')).toBe(0));
  });

  it('is healthy again after Redis was away though no callback came', async () => {
    const { port } = await start();
    const status = async () => (await fetch(`http://127.0.0.1:${port}/health`)).status;
    await eventually(async () => expect(await status()).toBe(200));
    await redis.kill();
    expect(await status()).toBe(503);
    await redis.begin();
    await eventually(async () => expect(await status()).toBe(200));
  });

  it('shows its queues and jobs in Bull Board, with names to read', async () => {
    const parts = ['00', '01', 'undelivered', 'unusable'];
    const queues = parts.map((part) => new Queue(`${name}-${part}`, { connection: { port: redis.port } }));
    const serverAdapter = new ExpressAdapter();
    serverAdapter.setBasePath('/queues');
    createBullBoard({
      queues: queues.map((queue) => new BullMQAdapter(queue)),
      // Of the same version but for a patch, whose private fields TypeScript tells apart.
      serverAdapter: serverAdapter as object as Parameters<typeof createBullBoard>[0]['serverAdapter'],
    });
    const { port } = await start('receive', (app) => app.use('/queues', serverAdapter.getRouter()));
    onTheWayOut = () => Promise.all(queues.map((queue) => queue.close()));
    await post(port, 'reader');
    const board = `http://127.0.0.1:${port}/queues`;
    const page = await fetch(board);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<html')]);
    const shownFor = async (active: string) => {
      const response = await fetch(`${board}/api/queues?activeQueue=${active}&status=waiting&page=1`);
      return (await response.json()) as { queues: { name: string; jobs: { name: string }[] }[] };
    };
    const names = queues.map((queue) => queue.name);
    const pages = await Promise.all(names.map(shownFor));
    for (const { queues: shown } of pages) expect(shown.map((queue) => queue.name)).toEqual(names);
    const jobs = pages.flatMap((shown) => shown.queues.flatMap((queue) => queue.jobs));
    expect(jobs).toMatchObject([{ name: expect.stringMatching(/^AfterSingleMsgRead \S+$/) }]);
  });
});
