import { exampleBody, OpenImSender } from 'openim-sender';
import type { AccessOptions } from 'nestjs-openim-callback';
import { combinations } from './support/running-app.js';
import { rawHttp } from './support/raw-http.js';
import { AFTER, BEFORE, bodyOf, startTwoCommandApp, type TwoCommandApp } from './support/two-commands.js';

// Who may send: everybody else gets an answer that OpenIM does not take for permission, and no listener is asked.

const ACCEPTED = '{"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0}';

const OLD = 'old-secret-0001';
const NEW = 'new-secret-0002';

interface Door {
  readonly name: string;
  readonly access: AccessOptions;
  /** Urls that OpenIM could have in webhooks.yml. */
  readonly admits: readonly ((url: string) => string)[];
  readonly turnsAway: readonly ((url: string) => string)[];
}

const as =
  (credentials: string) =>
  (url: string): string =>
    url.replace('//', `//${credentials}@`);

const below =
  (path: string) =>
  (url: string): string =>
    `${url}${path}`;

const plain = below('');

const shown = (urls: Door['admits']): { url: string; urlOf: (url: string) => string }[] =>
  urls.map((urlOf) => ({ url: urlOf('http://host/path'), urlOf }));

const doors: readonly Door[] = [
  {
    name: 'a path secret that is being rotated',
    access: { pathSecrets: [OLD, NEW] },
    admits: [below(`/${OLD}`), below(`/${NEW}`), below(`/${NEW}/`), below(`//${NEW}`)],
    turnsAway: [
      plain,
      below('/'),
      below('/wrong-secret'),
      below(`/${NEW}x`),
      below(`/${NEW.slice(0, -1)}`),
      below(`/${NEW.toUpperCase()}`),
      below(`/x/${NEW}`),
      below(`?token=${NEW}`),
      below(`#${NEW}`),
    ],
  },
  {
    name: 'Basic credentials that are being rotated',
    access: {
      basic: [
        { username: 'im', password: 'p@ss:wörd' },
        { username: 'im', password: 'pw-2' },
      ],
    },
    admits: [as('im:p%40ss%3Aw%C3%B6rd'), as('im:pw-2')],
    turnsAway: [plain, as('im:wrong'), as('im'), as('IM:pw-2'), as(':pw-2'), as('im:pw-22')],
  },
  {
    name: 'an allow list with this address',
    access: { allow: ['10.0.0.0/8', '127.0.0.0/8'] },
    admits: [plain],
    turnsAway: [],
  },
  {
    name: 'an allow list without it',
    access: { allow: ['10.0.0.0/8', '::1'] },
    admits: [],
    turnsAway: [plain],
  },
  {
    name: 'all three together',
    access: { pathSecrets: [NEW], basic: [{ username: 'im', password: 'pw-2' }], allow: ['127.0.0.1'] },
    admits: [(url) => as('im:pw-2')(`${url}/${NEW}`)],
    turnsAway: [plain, below(`/${NEW}`), as('im:pw-2'), (url) => as('im:wrong')(`${url}/${NEW}`)],
  },
];

const cases = combinations.flatMap((each) => doors.map((door) => ({ ...each, ...door })));

describe.each(cases)(
  'on $platform, $mount mount, with $name',
  ({ platform, mount, answerInFront, access, admits, turnsAway }) => {
    let app: TwoCommandApp;

    beforeAll(async () => {
      app = await startTwoCommandApp({ platform, mount, answerInFront, options: { access } });
    });

    afterAll(() => app.close());

    beforeEach(() => app.heard.empty());

    const send = async (url: string): Promise<[kind: string, accepted: boolean]> => {
      const sender = new OpenImSender({ url });
      const before = await sender.send(BEFORE);
      const after = await sender.send(AFTER);
      await sender.close();
      return [before.outcome.kind, after.replyText === ACCEPTED];
    };

    if (admits.length > 0) {
      it.each(shown(admits))('admits $url', async ({ urlOf }) => {
        expect(await send(urlOf(app.url))).toEqual(['allowed', true]);
        expect((await app.heard.count(2)).map((event) => event.callbackCommand)).toEqual([BEFORE, AFTER]);
      });
    }

    if (turnsAway.length > 0) {
      it.each(shown(turnsAway))('turns away $url', async ({ urlOf }) => {
        expect(await send(urlOf(app.url))).toEqual(['refused', false]);
        expect(app.failures.length).toBeGreaterThan(0);
        expect(app.failures.every(({ reason }) => reason === 'unauthorised')).toBe(true);
        expect(app.heard.all).toEqual([]);
        expect(await app.unusable()).toEqual([]);
      });

      it('turns away without a word of the secrets', async () => {
        const { status, text } = await rawHttp(`${app.url}/wrong/${BEFORE}`, { body: bodyOf(BEFORE) });
        expect(status).toBe(200);
        for (const secret of [OLD, NEW, 'p@ss', 'pw-2', 'wrong']) expect(text).not.toContain(secret);
        expect(JSON.stringify(app.failures)).not.toMatch(new RegExp([OLD, NEW, 'wrong/'].join('|')));
      });
    }
  },
);

describe.each(combinations)('on $platform with the $mount mount', (combination) => {
  it('refuses the unauthorised even where nobody listens, unless the policy is to allow', async () => {
    const access = { pathSecrets: [NEW] };
    for (const onFailure of ['refuse', 'allow'] as const) {
      const app = await startTwoCommandApp({ ...combination, options: { access, onFailure } });
      const sender = new OpenImSender({ url: app.url });
      const { outcome } = await sender.send(BEFORE);
      expect(outcome.kind).toBe(onFailure === 'refuse' ? 'refused' : 'allowed');
      expect(app.heard.all).toEqual([]);
      await sender.close();
      await app.close();
    }
  });

  it('a forwarded address counts only from a trusted proxy', async () => {
    const allow = ['192.0.2.7'];
    const headers = { 'x-forwarded-for': '203.0.113.9, 192.0.2.7' };
    const trusting = { access: { allow, trustedProxies: ['127.0.0.1'] } };
    for (const [options, kind] of [
      [{ access: { allow } }, 'refused'] as const,
      [trusting, 'allowed'] as const,
    ]) {
      const app = await startTwoCommandApp({ ...combination, options });
      const answer = await app.ask(`/${BEFORE}`, { headers, body: bodyOf(BEFORE) }, BEFORE);
      expect(answer.meaning).toBe(kind);
      await app.close();
    }
  });

  it('the secret is not kept with what is set aside', async () => {
    const app = await startTwoCommandApp({ ...combination, options: { access: { pathSecrets: [NEW] } } });
    const sender = new OpenImSender({ url: `${app.url}/${NEW}` });
    await sender.send(AFTER, { ...exampleBody(AFTER), fromUserID: 5 });
    await sender.close();
    const letters = await app.unusable();
    expect(letters).toMatchObject([{ command: AFTER, query: '' }]);
    expect(JSON.stringify(letters)).not.toContain(NEW);
    await app.close();
  });
});
