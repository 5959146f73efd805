import type { Browser, Locator, Page } from 'playwright-core';
import { launchChromium } from '../launch-chromium.js';
import { until } from '../../support/until.js';
import { textsOf, visit, type Visit } from './inspector-page.js';
import { startWatchedApp, textContent, type Platform, type WatchedApp } from './watched-app.js';

const TIMEOUT = 60_000;

const rows = (page: Page, text: string): Locator => page.getByRole('row').filter({ hasText: text });

describe.each<[Platform, 'controller' | 'direct']>([
  ['express', 'controller'],
  ['express', 'direct'],
  ['fastify', 'controller'],
  ['fastify', 'direct'],
])('the inspector on %s beside the %s mount', (platform, mount) => {
  let browser: Browser;
  let app: WatchedApp;
  let opened: Visit | undefined;

  beforeAll(async () => {
    browser = await launchChromium();
  }, TIMEOUT);

  beforeEach(async () => {
    app = await startWatchedApp(platform, { callbacks: { mount }, inspector: { keep: { perSecond: 1000 } } });
  }, TIMEOUT);

  afterEach(async () => {
    const complaints = opened?.complaints ?? [];
    await opened?.close();
    opened = undefined;
    await app.close();
    expect(complaints).toEqual([]);
  }, TIMEOUT);

  afterAll(() => browser.close(), TIMEOUT);

  const open = async (hash: string): Promise<Page> => {
    opened = await visit(browser, app, hash);
    return opened.page;
  };
  const connected = (page: Page): Promise<void> => page.getByText('Connected', { exact: true }).waitFor();

  it(
    'shows a burst as it arrives, narrows it down, and stands still when told to',
    async () => {
      const page = await open('#/live');
      await connected(page);
      await page.getByText('Nothing has come yet').waitFor();
      const burst = Array.from({ length: 30 }, (_, number) =>
        app.send('afterSingleMsgRead', { conversationID: `si_u1_u${number}` }),
      );
      await Promise.all(burst);
      await app.send('beforeSendGroupMsg', { content: textContent('cheap watches') });
      await page.getByText('31 seen').waitFor();
      await rows(page, 'afterSingleMsgRead').nth(29).waitFor();
      await rows(page, '20001 no advertising').waitFor();

      await page.getByRole('combobox', { name: 'Outcome' }).selectOption('refused');
      await page.getByText('1 shown').waitFor();
      expect(await page.getByRole('table').getByRole('row').count()).toBe(2);
      expect(page.url()).toContain('outcome=refused');
      await page.getByRole('button', { name: 'Reset' }).click();
      await page.getByRole('searchbox', { name: 'Search' }).fill('u2 si_u1_u17');
      await page.getByText('1 shown').waitFor();
      await page.getByRole('button', { name: 'Reset' }).click();

      await page.getByRole('button', { name: 'Pause' }).click();
      await page.getByText('paused', { exact: true }).waitFor();
      await app.send('beforeMsgModify', { content: textContent('damn') });
      await app.send('beforeMsgModify', { content: textContent('well') });
      expect(await rows(page, 'beforeMsgModify').count()).toBe(0);
      await page.getByRole('button', { name: 'Resume' }).click();
      await rows(page, 'beforeMsgModify').nth(1).waitFor();
      await rows(page, 'changed').getByText('content').waitFor();
    },
    TIMEOUT,
  );

  it(
    'explains a refusal: who decided it, and what OpenIM makes of it',
    async () => {
      await app.send('beforeSendGroupMsg', { content: textContent('cheap watches') });
      const page = await open('#/live');
      await page.getByRole('link', { name: 'beforeSendGroupMsg' }).click();
      await page.getByRole('heading', { level: 1, name: 'beforeSendGroupMsg' }).waitFor();
      const reading = page.getByRole('region', { name: 'What OpenIM does with the answer' });
      await reading.getByText('REFUSED with 20001 no advertising').waitFor();
      await reading.getByText('the sender of the message sees error 20001 no advertising').waitFor();
      await reading.getByText('"nextCode":1').waitFor();
      await page.getByRole('region', { name: 'Listeners' }).getByText('Moderation.check').first().waitFor();
      await page
        .getByRole('region', { name: 'What the message says' })
        .getByText('cheap watches')
        .first()
        .waitFor();
    },
    TIMEOUT,
  );

  it(
    'shows a body beside its event, with the odd spellings marked',
    async () => {
      await app.send('afterSingleMsgRead', { Seqs: [7, 8] });
      const page = await open('#/live');
      await page.getByRole('link', { name: 'afterSingleMsgRead' }).click();
      const body = page.getByRole('region', { name: 'Body as sent' });
      expect(await textsOf(body.locator('mark'))).toEqual(['"Seqs"']);
      const event = page.getByRole('region', { name: 'Event for listeners' });
      expect(await textsOf(event.locator('mark'))).toEqual(['"seqs"']);
      await event.getByText('Seqs is seqs').waitFor();
      await page.getByRole('region', { name: 'Request' }).getByText('Go-http-client').waitFor();
    },
    TIMEOUT,
  );

  it(
    'shows the attempts of a listener that fails, its error, and its dead letter, which is redriven and gone',
    async () => {
      app.database.isAway = true;
      await app.send('afterSingleMsgRead', { conversationID: 'si_u1_u9' });
      const page = await open('#/live');
      await rows(page, 'dead letter').waitFor();
      await page.getByRole('link', { name: 'afterSingleMsgRead' }).click();
      const listeners = page.getByRole('region', { name: 'Listeners' });
      const attempts = listeners.getByRole('table', { name: 'Attempts of ReadPositions.save' });
      await attempts.getByRole('row', { name: /^2 .*connect ECONNREFUSED 10.0.3.7:5432/ }).waitFor();
      await listeners.getByText('Stack').first().click();
      await listeners.getByText('watched-app').first().waitFor();

      await page.getByRole('link', { name: 'Inbox' }).click();
      await page.getByRole('link', { name: 'look at them' }).click();
      await page.getByRole('button', { name: /^Show afterSingleMsgRead/ }).click();
      await page.getByRole('group', { name: 'Body as sent' }).getByText('"si_u1_u9"').waitFor();
      app.database.isAway = false;
      await page.getByRole('checkbox', { name: /^Choose afterSingleMsgRead/ }).check();
      await page.getByRole('button', { name: 'Redrive 1' }).click();
      await page.getByText('1 dead letter redriven').waitFor();
      await page.getByText('There are none').waitFor();
      await until(() => app.database.saved.includes('si_u1_u9'), 'the listener gets it again');
    },
    TIMEOUT,
  );

  it(
    'purges after it has asked, the filtered ones only',
    async () => {
      app.database.isAway = true;
      for (const name of ['a', 'b']) await app.send('afterSingleMsgRead', { conversationID: `si_${name}` });
      await app.sendText(
        'afterSingleMsgRead',
        '{"callbackCommand":"callbackAfterSingleMsgReadCommand","Seqs":"none"}',
      );
      const page = await open('#/dead-letters');
      await page.getByText('3 in all').waitFor();
      await page.getByRole('searchbox', { name: 'Reason' }).fill('ECONNREFUSED');
      await page.getByText('2 listed').waitFor();
      expect(page.url()).toContain('reason=ECONNREFUSED');
      const purge = page.getByRole('button', { name: 'Purge all that match…' });
      await purge.click();
      await page.getByRole('dialog', { name: 'Purge all dead letters that match the filters?' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByText('2 listed').waitFor();
      await purge.click();
      await page.getByRole('dialog').getByRole('button', { name: 'Purge' }).click();
      await page.getByText('2 dead letters purged').waitFor();
      await page.getByRole('button', { name: 'Reset' }).click();
      await page.getByText('1 in all').waitFor();
      await rows(page, 'unusable').waitFor();
    },
    TIMEOUT,
  );

  it(
    'shows what waits, for whom, and when it is tried again',
    async () => {
      app.database.isAway = true;
      await app.send('afterSendGroupMsg');
      await app.send('afterSendGroupMsg');
      const page = await open('#/inbox');
      await page.getByText('The storage is healthy').waitFor();
      const retries = page.getByRole('table', { name: 'Events that will be tried again, next first' });
      await retries.getByText('connect ECONNREFUSED 10.0.3.7:5432').waitFor();
      await retries.getByText(/in \d+ s/).waitFor();
      const waiting = page.getByRole('table', { name: 'Waiting events by listener' });
      await waiting.getByRole('row', { name: 'Search.index 2' }).waitFor();
      await page.getByRole('img', { name: /^Received: 2 in the last hour/ }).waitFor();
      await page.getByText('As a table').click();
      await page.getByRole('table', { name: /the last first/ }).waitFor();
    },
    TIMEOUT,
  );

  it(
    'shows who listens to what, what never came, what nobody hears, and webhooks.yml',
    async () => {
      await app.send('afterSingleMsgRead');
      await app.send('afterUserOnline');
      const page = await open('#/setup');
      const commands = page.getByRole('table', { name: 'Commands that are listened to or that came' });
      await commands.getByRole('row', { name: /afterSingleMsgRead .*ReadPositions.save/ }).waitFor();
      await commands.getByRole('row', { name: /afterUserOnline .*nobody listens/ }).waitFor();
      await commands.getByRole('row', { name: /beforeMsgModify .*never/ }).waitFor();
      await page.getByText('Comes, and nobody listens').waitFor();
      await page.getByRole('group', { name: 'webhooks.yml' }).getByText('beforeSendGroupMsg:').waitFor();
    },
    TIMEOUT,
  );

  it(
    'sends a callback that is edited in a form, and reads the answer',
    async () => {
      const page = await open('#/send');
      await page.getByLabel('Command').selectOption('beforeSendGroupMsg');
      const text = page.getByLabel('Body as text');
      await page.getByLabel('content', { exact: true }).fill(textContent('cheap watches'));
      await until(
        async () => (await text.inputValue()).includes('cheap watches'),
        'the form changes the text',
      );
      await text.fill((await text.inputValue()).replace('"sendID": "u1"', '"sendID": "u77"'));
      await until(
        async () => (await page.getByLabel('sendID', { exact: true }).inputValue()) === 'u77',
        'the text changes the form',
      );
      await page.getByRole('button', { name: 'Send', exact: true }).click();
      await page.getByText('REFUSED with 20001 no advertising').waitFor();
      await page.getByRole('link', { name: 'Look at it' }).click();
      await page.getByText('u77 in group').waitFor();
      await page.getByText('test', { exact: true }).waitFor();
      await page.getByRole('link', { name: 'Edit and send' }).click();
      await until(async () => (await text.inputValue()).includes('u77'), 'it is there to be edited again');
    },
    TIMEOUT,
  );

  it(
    'keeps what is typed as soon as another command was chosen',
    async () => {
      const page = await open('#/send');
      const text = page.getByLabel('Body as text');
      await text.waitFor();
      // No frame follows until it is typed.
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 60_000);
      await page.getByLabel('Command').selectOption('beforeSendGroupMsg');
      await text.fill('{"typed":1}');
      await page.clock.runFor(1000);
      expect(await text.inputValue()).toBe('{"typed":1}');
    },
    TIMEOUT,
  );

  it(
    'stores an after callback that it sends only when it is asked to',
    async () => {
      const page = await open('#/send?command=afterSingleMsgRead');
      const send = page.getByRole('button', { name: 'Send', exact: true });
      await send.click();
      await page.getByText('REPORTED').waitFor();
      expect(app.database.saved).toEqual([]);
      await page.getByLabel('Store it and deliver it to the listeners').check();
      await page.getByLabel('conversationID').fill('si_stored');
      await send.click();
      await until(() => app.database.saved.length > 0, 'the listener is called');
      expect(app.database.saved).toEqual(['si_stored']);
    },
    TIMEOUT,
  );

  it(
    'says that the app is away, and comes back with it',
    async () => {
      const page = await open('#/live');
      await connected(page);
      await app.close();
      await page.getByText('Disconnected, trying again').waitFor();
      app = await startWatchedApp(platform, { callbacks: { mount }, port: app.port });
      await connected(page);
      await app.send('beforeMsgModify');
      await rows(page, 'beforeMsgModify').waitFor();
      // The browser tells of the attempts in vain.
      opened?.complaints.splice(0);
    },
    TIMEOUT,
  );
});
