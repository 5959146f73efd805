import { OpenImSender } from 'openim-sender';
import { gzipSync } from 'node:zlib';
import type { FailurePolicy } from 'nestjs-openim-callback';
import { combinations } from './support/running-app.js';
import { rawHttp } from './support/raw-http.js';
import {
  AFTER,
  BEFORE,
  bodyOf,
  meaningOfFailure,
  meaningOfSuccess,
  startTwoCommandApp,
  type Spoken,
  type TwoCommandApp,
} from './support/two-commands.js';

// Paths, methods and sizes: whatever comes in below the base gets an answer that OpenIM reads as it is meant.

const MIB = 1024 * 1024;

const commands: readonly Spoken[] = [BEFORE, AFTER];

/** Targets below the url, by the command in the body. */
const understood: readonly ((command: string) => string)[] = [
  (command) => `/${command}`,
  (command) => `//${command}`,
  (command) => `///${command}`,
  (command) => `/${command}/`,
  (command) => `/${command}//`,
  (command) => `/${command}?contenttype=json`,
  (command) => `/${command}/?a=1&a=2&key=%%%`,
  (command) => `/${command}?`,
  (command) => `/${command.replace('C', '%43')}`,
  // url: http://h/cb?token=abc and url: http://h/cb#x, where the command is no longer in the path.
  (command) => `?token=abc/${command}`,
  (command) => `?key=e30%3D&token=abc%2F${command}`,
  () => '',
  () => '/',
  () => '?',
];

const misunderstood: readonly ((command: string) => string)[] = [
  (command) => `/${command}/more`,
  (command) => `/prefix/${command}`,
  (command) => `/a/b/c/${command}`,
  (command) => `/${command}/../${command}`,
  (command) => `/${command}/${command}/${command}/${command}`,
  (command) => `/${command};x=1`,
  (command) => `/${command}%00`,
  (command) => `/${command}%2F`,
  (command) => `/${command.toLowerCase()}`,
  () => '/callbackAfterQuitGroupCommand',
  () => '/%E0%A4%A',
  () => '/__proto__',
];

/** Bodies over the limit, made once. */
const largeBodies = new Map(
  commands.map((command) => {
    const text = bodyOf(command, { reqMsg: 'x'.repeat(17 * MIB) });
    return [command, { text, zipped: gzipSync(text) }];
  }),
);

function large(command: Spoken): { readonly text: string; readonly zipped: Buffer } {
  const body = largeBodies.get(command);
  if (!body) throw new Error(`no body of ${command}`);
  return body;
}

async function expectTooLarge(
  app: TwoCommandApp,
  command: Spoken,
  onFailure: FailurePolicy,
  request: Parameters<TwoCommandApp['ask']>[1],
): Promise<void> {
  const answer = await app.ask(`/${command}`, request, command);
  expect(answer).toMatchObject({ status: 200, meaning: meaningOfFailure(command, onFailure) });
  expect(app.failures.at(-1)).toMatchObject({ reason: 'too-large', command });
  expect(app.heard.all).toEqual([]);
}

const policies: readonly FailurePolicy[] = ['refuse', 'allow'];
const cases = combinations.flatMap((each) => policies.map((onFailure) => ({ ...each, onFailure })));

describe.each(cases)('on $platform, $mount mount, onFailure $onFailure', ({ onFailure, ...combination }) => {
  let app: TwoCommandApp;

  beforeAll(async () => {
    app = await startTwoCommandApp({ ...combination, options: { onFailure } });
  });

  afterAll(() => app.close());

  beforeEach(() => app.heard.empty());

  describe.each(commands)('%s', (command) => {
    it.each(understood.map((make) => make(command)))('is understood at %j', async (target) => {
      const answer = await app.ask(target, { body: bodyOf(command) }, command);
      expect(answer).toMatchObject({ status: 200, meaning: meaningOfSuccess(command) });
      expect((await app.heard.count(1)).map((event) => event.callbackCommand)).toEqual([command]);
    });

    it('is understood with a doubled slash before the base', async () => {
      const target = `${app.origin}//callbackExample//${command}`;
      await rawHttp(target, { body: bodyOf(command) });
      expect((await app.heard.count(1)).map((event) => event.callbackCommand)).toEqual([command]);
    });

    it.each(misunderstood.map((make) => make(command)))('is not understood at %j', async (target) => {
      const answer = await app.ask(target, { body: bodyOf(command) }, command);
      expect(answer).toMatchObject({ status: 200, meaning: meaningOfFailure(command, onFailure) });
      expect(app.heard.all).toEqual([]);
    });

    it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'HEAD'])(
      '%s is no way to send it',
      async (method) => {
        for (const target of [`/${command}`, `//${command}/?x`]) {
          const body = method === 'GET' || method === 'HEAD' ? undefined : bodyOf(command);
          const answer = await app.ask(target, { method, body }, command);
          const meaning = method === 'HEAD' ? '' : meaningOfFailure(command, onFailure);
          expect(answer).toMatchObject({ status: 405, meaning, headers: { allow: 'POST' } });
        }
        expect(app.heard.all).toEqual([]);
      },
    );

    it('of 17 MiB is too large', async () => {
      await expectTooLarge(app, command, onFailure, { body: large(command).text });
    });
  });

  it.each([
    { url: 'trailing slash', of: (url: string) => `${url}/` },
    { url: 'query string', of: (url: string) => `${url}?token=abc` },
    { url: 'fragment', of: (url: string) => `${url}#x` },
    { url: 'user and password', of: (url: string) => url.replace('//', '//user:p%40ss@') },
  ])('a url with a $url works, as OpenIM sends it', async ({ of }) => {
    const sender = new OpenImSender({ url: of(app.url) });
    expect((await sender.send(BEFORE)).outcome).toMatchObject({ kind: 'allowed' });
    expect((await sender.send(AFTER)).outcome).toMatchObject({ kind: 'reported', delivered: true });
    expect((await sender.send('afterSendSingleMsg')).outcome).toMatchObject({
      kind: 'reported',
      delivered: true,
    });
    const heard = await app.heard.count(2);
    expect(heard.map((event) => event.callbackCommand)).toEqual([BEFORE, AFTER]);
    await sender.close();
  });

  it('requests outside the base are not touched', async () => {
    for (const path of ['/', '/callbackExamples', '/callbackExample2/x', '/other/callbackExample']) {
      expect((await rawHttp(app.origin + path, { body: bodyOf(BEFORE) })).status).toBe(404);
    }
    expect(app.heard.all).toEqual([]);
  });
});

describe.each(combinations)('on $platform, $mount mount, a body', (combination) => {
  let app: TwoCommandApp;

  beforeAll(async () => {
    app = await startTwoCommandApp({ ...combination, options: { onFailure: 'refuse' } });
  });

  afterAll(() => app.close());

  beforeEach(() => app.heard.empty());

  describe.each(commands)('%s', (command) => {
    it('of 8 MiB passes, whatever the limit of the body parser', async () => {
      const reqMsg = 'x'.repeat(8 * MIB);
      const answer = await app.ask(`/${command}`, { body: bodyOf(command, { reqMsg }) }, command);
      expect(answer).toMatchObject({ status: 200, meaning: meaningOfSuccess(command) });
      const [event] = await app.heard.count(1);
      expect(event).toHaveProperty('reqMsg.length', 8 * MIB);
    });

    it('of 8 MiB passes gzipped, and in chunks', async () => {
      const text = bodyOf(command, { reqMsg: 'x'.repeat(8 * MIB) });
      const headers = { 'content-encoding': 'gzip' };
      const zipped = await app.ask(`/${command}`, { headers, body: gzipSync(text) }, command);
      expect(zipped.meaning).toBe(meaningOfSuccess(command));
      const chunks = [text.slice(0, MIB), text.slice(MIB, 3 * MIB), text.slice(3 * MIB)];
      const chunked = await app.ask(`/${command}`, { body: chunks }, command);
      expect(chunked.meaning).toBe(meaningOfSuccess(command));
    });

    it('of 17 MiB in chunks is too large', async () => {
      await expectTooLarge(app, command, 'refuse', { body: [large(command).text] });
    });

    it('of 17 MiB after decompression is too large', async () => {
      const headers = { 'content-encoding': 'gzip' };
      await expectTooLarge(app, command, 'refuse', { headers, body: large(command).zipped });
    });
  });
});
