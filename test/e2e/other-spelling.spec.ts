import { combinations, type Platform } from './support/running-app.js';
import { rawHttp } from './support/raw-http.js';
import { meaningOf } from './support/answer-shape.js';
import {
  AFTER,
  BEFORE,
  bodyOf,
  REFUSED_MSG,
  startTwoCommandApp,
  type TwoCommandApp,
} from './support/two-commands.js';

// Express does not look at the case of a path and Fastify decodes it: a url in webhooks.yml that is spelled a
// little differently reaches the callbacks all the same, and must not be answered any less safely for it.

const spelling: Readonly<Record<Platform, string>> = {
  express: '/CallbackExample',
  fastify: '/callback%45xample',
};

const MIB = 1024 * 1024;

describe.each(combinations)('on $platform with the $mount mount', (combination) => {
  let app: TwoCommandApp;
  let url: string;

  beforeAll(async () => {
    app = await startTwoCommandApp(combination);
    url = app.origin + spelling[combination.platform];
  });

  afterAll(() => app.close());

  const meaningWith = async (command: string, length: number): Promise<string> => {
    const body = bodyOf(command, { reqMsg: REFUSED_MSG, more: 'x'.repeat(length) });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    return meaningOf((await rawHttp(`${url}/${command}`, { headers, body })).text, command);
  };

  it('a small callback is refused as its listener says', async () => {
    expect(await meaningWith(BEFORE, 0)).toBe('refused');
    expect(await meaningWith(AFTER, 0)).toBe('accepted');
  });

  it('a large one is too', async () => {
    expect(await meaningWith(BEFORE, 2 * MIB)).toBe('refused');
  });
});
