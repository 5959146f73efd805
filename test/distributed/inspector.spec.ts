import type { Browser, Page } from 'playwright-core';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import { visit } from '../browser/inspector/inspector-page.js';
import { startWatchedApp, type WatchedApp } from '../browser/inspector/watched-app.js';
import { launchChromium } from '../browser/launch-chromium.js';
import { until } from '../support/until.js';
import { startBalancer } from './support/balancer.js';
import type { ProxyProcess } from './support/proxy-process.js';
import { RedisServer } from './support/redis-server.js';

const TIMEOUT = 60_000;

describe("the inspector's page in front of three replicas on Redis", () => {
  let redis: RedisServer;
  let balancer: ProxyProcess;
  let browser: Browser;
  const replicas: WatchedApp[] = [];
  let page: Page;

  beforeAll(async () => {
    redis = await RedisServer.start();
    for (let count = 0; count < 3; count++) {
      const inbox = bullmqInbox({ ...redis.place, name: 'inspected', partitions: 2 });
      replicas.push(
        await startWatchedApp('express', {
          callbacks: { inbox },
          inspector: { authorize: () => true, secret: 'the same in all three' },
        }),
      );
    }
    balancer = await startBalancer(replicas.map(({ port }) => port));
    browser = await launchChromium();
  }, TIMEOUT);

  afterAll(async () => {
    await browser.close();
    await balancer.stop();
    for (const replica of replicas) await replica.close();
    await redis.stop();
  }, TIMEOUT);

  it(
    'shows what all have, finds a callback at the replica that has it, and redrives for all',
    async () => {
      for (const { database } of replicas) database.isAway = true;
      const opened = await visit(browser, { url: `${new URL(balancer.url).origin}/app/openim` }, '#/live');
      page = opened.page;
      await page.getByText('Connected', { exact: true }).waitFor();
      const conversations = Array.from({ length: 12 }, (_, number) => `si_u1_u${number}`);
      for (const [number, conversationID] of conversations.entries())
        await replicas[number % 3]?.send('afterSingleMsgRead', { conversationID });
      await page.getByRole('table').getByRole('link').nth(3).click();
      await page.getByRole('region', { name: 'Body as sent' }).getByText('si_u1_u').first().waitFor();

      await page.getByRole('link', { name: 'Dead letters' }).click();
      await until(async () => {
        await page.getByRole('button', { name: 'Reload' }).click();
        return (await page.getByText('12 in all').count()) === 1;
      }, 'all replicas give up');
      for (const { database } of replicas) database.isAway = false;
      await page.getByRole('button', { name: 'Redrive all…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Redrive' }).click();
      await page.getByText('12 dead letters redriven').waitFor();
      await page.getByText('There are none').waitFor();
      const saved = (): string[] => replicas.flatMap(({ database }) => database.saved);
      await until(() => saved().length === conversations.length, 'they are delivered');
      expect(saved().sort()).toEqual(conversations.sort());
      await opened.close();
    },
    TIMEOUT,
  );
});
