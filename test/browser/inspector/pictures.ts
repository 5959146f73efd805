import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium.js';
import { visit } from './inspector-page.js';
import { startWatchedApp, textContent, type WatchedApp } from './watched-app.js';

/** `npm run docs:screenshots` takes them: every view, light and dark, of an app that has been busy for an hour. */
const FOLDER = join(import.meta.dirname, '../../../docs/images/inspector');

const TIMEOUT = 120_000;
const MINUTE = 60_000;

const PEOPLE = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank'];
const GROUPS = ['3145926535', '2718281828', '1618033988'];

/** What people do in the chosen moment. */
async function chat(app: WatchedApp, moment: number): Promise<void> {
  const of = (list: readonly string[], step: number): string => list[(moment * 7 + step) % list.length] ?? '';
  const groupID = of(GROUPS, moment);
  const message = { sendID: of(PEOPLE, 0), groupID, content: textContent('see you at eight') };
  await app.send('beforeSendGroupMsg', message);
  await app.send('afterSendGroupMsg', { ...message, clientMsgID: `m-${moment}` });
  const conversationID = `si_${of(PEOPLE, 1)}_${of(PEOPLE, 2)}`;
  await app.send('afterSingleMsgRead', { conversationID, userID: of(PEOPLE, 1), Seqs: [moment] });
  if (moment % 5 === 0)
    await app.send('beforeMsgModify', { ...message, content: textContent('damn, it is late') });
  if (moment % 9 === 0)
    await app.send('beforeSendGroupMsg', { ...message, content: textContent('cheap watches, today only') });
  if (moment % 31 === 0) await app.send('afterUserOnline', { userID: of(PEOPLE, 3) });
}

/** The clock of this process, which can be turned back: what is done every minute is done as often as it is turned. */
class Clock {
  private late = 0;
  private readonly everyMinute: (() => void)[] = [];

  constructor() {
    const { setInterval: start } = globalThis;
    const now = Date.now;
    Date.now = () => now() - this.late;
    Reflect.set(globalThis, 'setInterval', (act: () => void, milliseconds?: number) => {
      if (milliseconds === MINUTE) this.everyMinute.push(act);
      return start(act, milliseconds);
    });
  }

  turnBack(minutes: number): void {
    this.late = minutes * MINUTE;
    for (const act of this.everyMinute) act();
  }
}

/** An hour of it: each minute is lived through in a moment. */
async function passAnHour(app: WatchedApp, clock: Clock): Promise<void> {
  let moment = 0;
  for (let minute = 59; minute >= 0; minute--) {
    clock.turnBack(minute);
    const busy = 4 + Math.round(3 * Math.sin(minute / 7) + (minute % 3));
    for (let count = 0; count < busy; count++) await chat(app, moment++);
    if (minute === 21) app.database.isAway = true;
    if (minute === 20)
      await app.sendText(
        'afterSingleMsgRead',
        '{"callbackCommand":"callbackAfterSingleMsgReadCommand","Seqs":"all"}',
      );
    if (minute === 19) app.database.isAway = false;
  }
  app.database.isAway = true;
  for (let count = 0; count < 3; count++) await chat(app, moment++);
}

const VIEWS: Readonly<
  Record<
    string,
    { readonly hash: string; readonly height?: number; readonly prepare: (page: Page) => Promise<void> }
  >
> = {
  live: { hash: '#/live', height: 510, prepare: (page) => page.getByRole('row').nth(10).waitFor() },
  callback: {
    hash: '#/live?outcome=refused',
    prepare: async (page) => {
      await page.getByRole('table').getByRole('link').first().click();
      await page.getByRole('region', { name: 'Body as sent' }).waitFor();
    },
  },
  inbox: { hash: '#/inbox', prepare: (page) => page.getByRole('table', { name: /tried again/ }).waitFor() },
  'dead-letters': {
    hash: '#/dead-letters',
    prepare: async (page) => {
      await page
        .getByRole('checkbox', { name: /^Choose afterSingleMsgRead/ })
        .nth(1)
        .check();
      await page.getByRole('button', { name: /^Show/ }).first().click();
      await page.getByRole('group', { name: 'Body as sent' }).waitFor();
    },
  },
  setup: { hash: '#/setup', prepare: (page) => page.getByRole('group', { name: 'webhooks.yml' }).waitFor() },
  send: {
    hash: '#/send?command=beforeSetFriendRemark',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByRole('region', { name: 'What OpenIM does with the answer' }).waitFor();
    },
  },
};

describe('pictures of the inspector', () => {
  let browser: Browser;
  let app: WatchedApp;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    browser = await launchChromium();
    const clock = new Clock();
    clock.turnBack(60);
    app = await startWatchedApp('express', { inspector: { keep: { perSecond: 1000 } } });
    await passAnHour(app, clock);
  }, TIMEOUT);

  afterAll(async () => {
    await browser.close();
    await app.close();
  }, TIMEOUT);

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(Object.keys(VIEWS))(
      'of the view %s',
      async (name) => {
        const view = VIEWS[name];
        if (!view) throw new Error(`there is no view ${name}`);
        const { page, complaints, close } = await visit(browser, app, view.hash, {
          colorScheme,
          reducedMotion: 'reduce',
          timezoneId: 'UTC',
          viewport: { width: 1120, height: view.height ?? 720 },
        });
        await view.prepare(page);
        await page.evaluate(() => scrollTo(0, 0));
        await page.mouse.move(0, 0);
        await page.screenshot({ path: join(FOLDER, `${name}-${colorScheme}.png`) });
        expect(complaints).toEqual([]);
        await close();
      },
      TIMEOUT,
    );
  });
});

// What runs in the browser; the project is not compiled with the types of the DOM.
declare const scrollTo: (x: number, y: number) => void;
