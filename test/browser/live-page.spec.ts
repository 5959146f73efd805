import type { Browser, Locator, Page } from 'playwright-core';
import { eventually } from '../support/inbox-suite.js';
import { launchChromium } from './launch-chromium.js';
import { startApp, type RunningApp } from './running-app.js';
import { expectLayout } from './screenshots.js';

const TIMEOUT = 60_000;

// What runs in the browser; the project is not compiled with the types of the DOM.
declare const getComputedStyle: (element: unknown) => { stroke: string };
interface Animated {
  getAnimations(options: { subtree: boolean }): { finished: Promise<unknown> }[];
}
declare const document: {
  addEventListener(type: 'animationstart', listener: (event: { animationName: string }) => void): void;
};
declare const started: string[];

const rowOf = (page: Page, conversationID: string): Locator =>
  page.getByRole('row').filter({ has: page.getByText(conversationID, { exact: true }) });
const readerOf = (page: Page, conversationID: string, userID: string): Locator =>
  rowOf(page, conversationID)
    .getByRole('listitem')
    .filter({ has: page.getByText(userID, { exact: true }) });

describe('the live page', () => {
  let browser: Browser;
  let app: RunningApp;
  let page: Page;

  // Only what was opened is closed: when Chromium is missing, that is the one error to see.
  const closing: (() => Promise<void>)[] = [];
  let closeBrowser = async (): Promise<void> => undefined;

  beforeAll(async () => {
    browser = await launchChromium();
    closeBrowser = () => browser.close();
  }, TIMEOUT);

  beforeEach(async () => {
    app = await startApp();
    closing.push(() => app.close());
    page = await browser.newPage();
    closing.unshift(() => page.close());
    await page.goto(app.url);
    await page.getByText('Live', { exact: true }).waitFor();
  }, TIMEOUT);

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  }, TIMEOUT);

  afterAll(() => closeBrowser(), TIMEOUT);

  it(
    'says what to do until the first receipt comes',
    async () => {
      const hint = page.getByRole('heading', { name: 'No receipts yet' });
      await hint.waitFor();
      await app.read('si_alice_bob', 'bob', [35]);
      await hint.waitFor({ state: 'hidden' });
    },
    TIMEOUT,
  );

  it(
    'lights the ticks of a reader when a receipt arrives, and again at the next',
    async () => {
      // From before the first: an animation may be over before this process looks at the page.
      await page.evaluate(() => {
        const names: string[] = [];
        document.addEventListener('animationstart', ({ animationName }) => names.push(animationName));
        Object.assign(globalThis, { started: names });
      });
      const bob = readerOf(page, 'si_alice_bob', 'bob');
      const seen: string[] = [];
      for (const seq of [35, 36]) {
        await app.read('si_alice_bob', 'bob', [seq]);
        await bob.getByText(String(seq), { exact: true }).waitFor();
        seen.push('glow', 'light', 'light');
        await eventually(async () => expect(await page.evaluate(() => started)).toEqual(seen));
        await bob.evaluate((element: Animated) =>
          Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished)),
        );
      }
      expect(await page.evaluate(() => started)).toEqual(seen);
      const colours = await bob
        .locator('.ticks path')
        .evaluateAll((paths: unknown[]) => paths.map((path) => getComputedStyle(path).stroke));
      expect(colours).toEqual(['rgb(10, 124, 186)', 'rgb(10, 124, 186)']);
      await page.getByText('1 conversation, 1 reader', { exact: true }).waitFor();
    },
    TIMEOUT,
  );

  it(
    'keeps one row per conversation, the newest first, with all its readers',
    async () => {
      await app.read('si_alice_bob', 'bob', [35]);
      await app.read('sg_1', 'carol', [1207]);
      await app.read('si_alice_bob', 'alice', null);
      await readerOf(page, 'si_alice_bob', 'alice').getByText('–').waitFor();
      expect(await page.getByRole('rowheader').allInnerTexts()).toEqual([
        'Group\nsg_1',
        'Single\nsi_alice_bob',
      ]);
      expect(await rowOf(page, 'si_alice_bob').getByRole('listitem').count()).toBe(2);
    },
    TIMEOUT,
  );

  it(
    'tells screen readers of a receipt',
    async () => {
      await app.read('si_alice_bob', 'bob', [35]);
      await page.getByText('bob read si_alice_bob up to 35', { exact: true }).waitFor({ state: 'attached' });
    },
    TIMEOUT,
  );

  it.each(['as it arrives', 'after a reload'])(
    'shows hostile ids as the text they are, %s',
    async (when) => {
      const user = `<img src=x onerror="document.title='owned'">`;
      const conversation = `<script>document.title='owned'</script>`;
      const errors: string[] = [];
      page.on('console', (message) => errors.push(message.text()));
      page.on('pageerror', (error) => errors.push(error.message));

      await app.read(conversation, user, [7]);
      await readerOf(page, conversation, user).getByText('7', { exact: true }).waitFor();
      if (when === 'after a reload') await page.reload();
      await readerOf(page, conversation, user).getByText('7', { exact: true }).waitFor();

      expect(await page.locator('img, tbody script').count()).toBe(0);
      expect(await page.title()).toBe('Read receipts');
      expect(errors).toEqual([]);
    },
    TIMEOUT,
  );

  it(
    'comes back by itself, with what the app knows then',
    async () => {
      await app.read('si_alice_bob', 'bob', [35]);
      await rowOf(page, 'si_alice_bob').waitFor();
      await app.close();
      await page.getByText('Reconnecting', { exact: true }).waitFor();

      app = await startApp(app.port);
      await app.read('sg_1', 'carol', [1]);
      await rowOf(page, 'sg_1').waitFor();
      await page.getByText('Live', { exact: true }).waitFor();
      expect(await rowOf(page, 'si_alice_bob').count()).toBe(0);
    },
    TIMEOUT,
  );

  it.each(['light', 'dark'] as const)(
    'looks as it should in %s',
    async (colorScheme) => {
      const receipts: [conversationID: string, userID: string, seqs: number[] | null][] = [
        ['si_alice_bob', 'bob', [12, 35]],
        ['si_alice_bob', 'alice', [34]],
        ['sn_system_alice', 'alice', null],
        ['sg_3817290455', 'erin', [1199]],
        ['sg_3817290455', 'dave', [1204]],
        ['sg_3817290455', 'carol', [1207]],
        ['sg_3817290455', 'bob', [1207]],
        ['sg_3817290455', '<img src=x onerror=alert(1)>', [7]],
        ['si_2734561234_3817290455', '2734561234', [402]],
      ];
      for (const receipt of receipts) await app.read(...receipt);

      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme,
        reducedMotion: 'reduce',
        viewport: { width: 960, height: 340 },
      });
      const still = await context.newPage();
      await still.goto(app.url);
      await still.getByText('4 conversations, 9 readers', { exact: true }).waitFor();
      await expectLayout(still, colorScheme);
      await context.close();
    },
    TIMEOUT,
  );
});

describe('launchChromium', () => {
  it('says how to install Chromium where there is none', async () => {
    await expect(launchChromium('/nowhere/chromium')).rejects.toThrow(
      'There is no /nowhere/chromium. The browser tests need it: apt-get install -y chromium',
    );
  });
});
