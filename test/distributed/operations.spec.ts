import { Injectable } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import { Registry } from 'prom-client';
import { NonRetriableError, OnSingleMsgRead, type SingleMsgReadEvent } from 'nestjs-openim-callback';
import { eventually, SuiteTarget } from '../support/inbox-suite.js';
import { readBody } from '../support/bodies.js';
import { closeApps, startApp } from '../support/callback-app.js';
import { healthController } from '../support/health-controller.js';
import { postCallback } from '../support/http.js';
import { STORES, type StoreServer } from './support/store-server.js';
import { InboxBench } from './support/inbox-bench.js';

@Injectable()
class Listeners {
  @OnSingleMsgRead()
  onRead({ userID }: SingleMsgReadEvent): void {
    if (userID === 'poison') throw new NonRetriableError('cannot be');
  }
}

describe.each(STORES)('an app on the BullMQ inbox on %s', (storeName, store) => {
  let server: StoreServer;
  let name = '';
  let registry: Registry;
  let count = 0;

  beforeAll(async () => {
    server = await store.start();
    // PostgreSQL gets its tables now, which takes longer than a test waits.
    const first = new InboxBench(server, 'first');
    await first.start(new SuiteTarget(), { strict: true, timeout: 30_000 });
    await first.close();
  });

  beforeEach(() => {
    name = `operations-${++count}`;
    registry = new Registry();
  });

  afterEach(() => closeApps());

  afterAll(() => server.stop());

  const start = (role?: 'receive') =>
    startApp({
      options: {
        metrics: { registry },
        shutdownTimeout: 1000,
        inbox: bullmqInbox({
          ...server.place,
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

  it('counts what waits, what is given up, and that the store is away', async () => {
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
    await server.kill();
    expect(await gauge('inbox_healthy')).toBe(0);
    await server.begin();
    await eventually(async () => expect(await gauge('inbox_healthy')).toBe(1));
    expect(await gauge('dead_letters')).toBe(1);
  });

  it.each([
    ['killed', () => server.kill(), () => server.begin()],
    ['frozen', async () => server.freeze(), async () => server.thaw()],
  ])('is unhealthy while its store is %s, and healthy when it is back', async (_, begin, end) => {
    const { port } = await start();
    const health = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/health`);
      const { details } = (await response.json()) as { details: { openim: { problems: string[] } } };
      return [response.status, details.openim.problems.join()];
    };
    await eventually(async () => expect(await health()).toEqual([200, '']));
    await begin();
    expect(await health()).toEqual([503, expect.stringContaining(`${storeName} is away`)]);
    // What comes meanwhile is held in memory: with it or without, the app is healthy afterwards.
    await post(port, 'a');
    expect(await gauge('inbox_held_events')).toBe(1);
    await end();
    await eventually(async () => expect(await health()).toEqual([200, '']));
    await eventually(async () => expect(await gauge('inbox_held_events')).toBe(0));
  });

  it('is healthy again after its store was away though no callback came', async () => {
    const { port } = await start();
    const status = async () => (await fetch(`http://127.0.0.1:${port}/health`)).status;
    await eventually(async () => expect(await status()).toBe(200));
    await server.kill();
    expect(await status()).toBe(503);
    await server.begin();
    await eventually(async () => expect(await status()).toBe(200));
  });
});
