import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium.js';
import { until } from '../../support/until.js';
import { visit } from './inspector-page.js';
import { startWatchedApp, textContent, type WatchedApp } from './watched-app.js';

const TIMEOUT = 60_000;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// What runs in the browser; the project is not compiled with the types of the DOM.
declare const axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> };
declare const document: {
  documentElement: { scrollWidth: number };
  activeElement: { id: string; textContent: string } | null;
};
declare const innerWidth: number;

/** What axe-core has against a page. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run());
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

describe('the inspector', () => {
  let browser: Browser;
  let app: WatchedApp;

  beforeAll(async () => {
    browser = await launchChromium();
    app = await startWatchedApp('express');
    app.database.isAway = true;
    await app.send('beforeSendGroupMsg', { content: textContent('cheap watches'), groupID: 'g'.repeat(200) });
    await app.send('afterSendGroupMsg', { groupID: `${'g'.repeat(90)} ${'h'.repeat(90)}` });
    await app.send('afterSingleMsgRead', { conversationID: `si_${'x'.repeat(200)}` });
    await app.send('afterUserOnline');
    await app.sendText(
      'afterSingleMsgRead',
      '{"callbackCommand":"callbackAfterSingleMsgReadCommand","Seqs":"none"}',
    );
  }, TIMEOUT);

  afterAll(async () => {
    await browser.close();
    await app.close();
  }, TIMEOUT);

  /** Each view, with what is opened there. */
  const VIEWS: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
    ['Live', '#/live', (page) => page.getByRole('row').nth(4).waitFor()],
    [
      'One callback',
      '#/live',
      async (page) => {
        await page.getByRole('link', { name: 'afterSingleMsgRead' }).last().click();
        await page.getByText('Stack').first().click();
      },
    ],
    [
      'Inbox',
      '#/inbox',
      async (page) => {
        await page.getByText('As a table').click();
        await page.getByRole('table', { name: /tried again/ }).waitFor();
      },
    ],
    [
      'Dead letters',
      '#/dead-letters',
      async (page) => {
        await page.getByRole('button', { name: /^Show/ }).first().click();
        await page.getByRole('checkbox', { name: 'Choose all listed' }).check();
        await page.getByRole('group', { name: 'Body as sent' }).waitFor();
      },
    ],
    [
      'the question before a purge',
      '#/dead-letters',
      (page) => page.getByRole('button', { name: 'Purge all…' }).click(),
    ],
    ['Setup', '#/setup', (page) => page.getByRole('group', { name: 'webhooks.yml' }).waitFor()],
    [
      'Send',
      '#/send?command=beforeCreateGroup',
      async (page) => {
        await page.getByRole('button', { name: 'Send', exact: true }).click();
        await page.getByRole('region', { name: 'What OpenIM does with the answer' }).waitFor();
      },
    ],
  ];

  describe.each(VIEWS)('in the view %s', (_name, hash, prepare) => {
    it.each([
      ['light', 1280],
      ['dark', 1280],
      ['light', 360],
      ['dark', 360],
    ] as const)(
      'has nothing against it by axe-core in %s at %i pixels, and nothing beyond its edge',
      async (colorScheme, width) => {
        const { page, complaints, close } = await visit(browser, app, hash, {
          colorScheme,
          viewport: { width, height: 780 },
          reducedMotion: 'reduce',
        });
        await prepare(page);
        expect(await violationsOf(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
        expect(complaints).toEqual([]);
        await close();
      },
      TIMEOUT,
    );
  });

  it(
    'is used with the keyboard alone: from the skip link over a row to a callback and back',
    async () => {
      const { page, close } = await visit(browser, app, '#/live');
      await page.getByRole('row').nth(4).waitFor();
      const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Skip to the view');
      await page.keyboard.press('Enter');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      expect(page.url()).toContain('#/live');
      const link = page.getByRole('table').getByRole('link').first();
      const name = await link.innerText();
      for (let presses = 0; (await focused()) !== name; presses++) {
        expect(presses).toBeLessThan(12);
        await page.keyboard.press('Tab');
      }
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name }).waitFor();
      // A screen reader goes on at the new view.
      await until(() => page.evaluate(() => document.activeElement?.id === 'main'), 'the view has the focus');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('← Live');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Live' }).waitFor();
      await close();
    },
    TIMEOUT,
  );
});
