import { createServer, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../launch-chromium.js';
import { portOf } from '../../support/http-server.js';
import { visit, type Visit } from './inspector-page.js';
import { startWatchedApp, textContent, type Platform, type WatchedApp } from './watched-app.js';

const TIMEOUT = 60_000;

const HOSTILE = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">`;

/** A page of another origin. */
async function startElsewhere(html: string): Promise<Server> {
  const elsewhere = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(html);
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  return elsewhere;
}

describe.each<Platform>(['express', 'fastify'])('the inspector on %s', (platform) => {
  let browser: Browser;
  let app: WatchedApp;
  let opened: Visit | undefined;
  let elsewhere: Server | undefined;

  beforeAll(async () => {
    browser = await launchChromium();
  }, TIMEOUT);

  beforeEach(async () => {
    app = await startWatchedApp(platform);
  }, TIMEOUT);

  afterEach(async () => {
    await opened?.close();
    opened = undefined;
    elsewhere?.close();
    elsewhere?.closeAllConnections();
    elsewhere = undefined;
    await app.close();
  }, TIMEOUT);

  afterAll(() => browser.close(), TIMEOUT);

  it(
    'shows hostile bodies as the text they are, in every view',
    async () => {
      app.database.isAway = true;
      await app.send('beforeSendGroupMsg', {
        content: textContent(`${HOSTILE} cheap`),
        senderNickname: HOSTILE,
        groupID: HOSTILE,
      });
      await app.send('afterSingleMsgRead', { conversationID: HOSTILE, userID: HOSTILE });
      await app.send('afterSendGroupMsg', { groupID: HOSTILE, clientMsgID: HOSTILE });
      await app.sendText('afterSingleMsgRead', HOSTILE);
      opened = await visit(browser, app, '#/live');
      const { page, complaints } = opened;
      await page.getByRole('row').nth(4).waitFor();
      for (const text of ['refused', 'accepted', 'bad-json']) {
        await page.getByRole('link', { name: 'Live', exact: true }).click();
        await page.getByRole('row').filter({ hasText: text }).getByRole('link').first().click();
        await page.getByRole('region', { name: 'Body as sent' }).getByText('owned').first().waitFor();
      }
      await page.getByRole('link', { name: 'Inbox' }).click();
      await page.getByRole('table', { name: 'Waiting events by ordering key' }).getByText('owned').waitFor();
      await page.getByRole('link', { name: 'Dead letters' }).click();
      await page.getByRole('button', { name: /^Show/ }).first().click();
      await page.getByRole('group', { name: 'Body as sent' }).getByText('owned').first().waitFor();
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(await page.title()).toBe('Dead letters · OpenIM inspector');
      expect(complaints).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'changes nothing for a page of another origin, which learns nothing either',
    async () => {
      app.database.isAway = true;
      await app.send('afterSingleMsgRead');
      opened = await visit(browser, app, '#/dead-letters');
      await opened.page.getByText('1 in all').waitFor();
      elsewhere = await startElsewhere('<!doctype html><title>elsewhere</title>');
      const stranger = await opened.page.context().newPage();
      await stranger.goto(`http://localhost:${portOf(elsewhere)}/`);
      const tried = await stranger.evaluate(async (url) => {
        const body = '{"instance":"default","filter":{}}';
        const ask = (path: string, init: RequestInit): Promise<string> =>
          fetch(`${url}/${path}`, init).then(
            (response) => `${response.type} ${response.status}`,
            () => 'refused',
          );
        return Promise.all([
          ask('api/info', {}),
          ask('api/info', { mode: 'no-cors' }),
          ask('api/dead-letters/purge', { method: 'POST', mode: 'no-cors', body }),
          ask('api/dead-letters/purge', {
            method: 'POST',
            body,
            headers: { 'content-type': 'application/json', 'x-openim-inspector-token': 'guess' },
          }),
        ]);
      }, app.url);
      expect(tried).toEqual(['refused', 'refused', 'refused', 'refused']);
      await opened.page.getByRole('button', { name: 'Reload' }).click();
      await opened.page.getByText('1 listed').waitFor();
    },
    TIMEOUT,
  );

  it(
    'cannot be put into a frame',
    async () => {
      elsewhere = await startElsewhere(
        `<!doctype html><title>elsewhere</title><iframe src="${app.url}"></iframe>`,
      );
      const page = await browser.newPage();
      const told = page.waitForEvent('console', (message) => /frame/i.test(message.text()));
      await page.goto(`http://localhost:${portOf(elsewhere)}/`);
      expect((await told).text()).toMatch(/frame-ancestors|X-Frame-Options/i);
      await page.close();
    },
    TIMEOUT,
  );
});
