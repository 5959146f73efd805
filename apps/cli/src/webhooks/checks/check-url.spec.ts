import fc from 'fast-check';
import { buildRequest } from 'openim-sender';
import { checkUrl } from './check-url.js';

const codes = (url: unknown): string[] => checkUrl(url).map(({ code }) => code);

describe('checkUrl', () => {
  it.each<[unknown, string[]]>([
    ['http://10.0.0.5:10006/callbackExample', []],
    ['https://h', []],
    ['http://h:80/a/@x', []],
    ['http://user:p%40ss@h/cb', []],
    ['http://[::1]:3000/cb', []],
    [undefined, ['url-missing']],
    ['', ['url-missing']],
    ['http://h/cb/', ['url-trailing-slash']],
    ['http://h/', ['url-trailing-slash']],
    ['http://h/cb?token=abc', ['url-query']],
    ['http://h/cb/?token=abc#x', ['url-query', 'url-fragment', 'url-trailing-slash']],
    ['http://h/cb#x', ['url-fragment']],
    ['10.0.0.5:10006/cb', ['url-scheme']],
    ['webhook://127.0.0.1:10008/callbackExample', ['url-scheme']],
    [' http://h/cb', ['url-space']],
    ['http://user:p@ss@h/cb', ['url-userinfo']],
    ['http://user:p/ss@h/cb', ['url-userinfo']],
    ['http://user:p#ss@h/cb', ['url-userinfo']],
    ['http://user:p?ss@h/cb?x=1', ['url-userinfo', 'url-query']],
    ['http://user:100%@h/cb', ['url-userinfo']],
    ['http://h/%zz', ['url-invalid']],
    ['http:///cb', ['url-invalid']],
    [5, ['url-scheme']],
  ])('%j: %j', (url, expected) => {
    expect(codes(url)).toEqual(expected);
  });

  it('warns only of an @ that OpenIM copes with', () => {
    expect(checkUrl('http://user:p@ss@h/cb')).toMatchObject([{ severity: 'warning' }]);
    expect(checkUrl('http://user:p/ss@h/cb')).toMatchObject([{ severity: 'error' }]);
  });

  it('says nothing only of what OpenIM can send, with the command at the end of the path', () => {
    const part = fc.string({ unit: fc.constantFrom(...'ab:/?#@% .1[]é') });
    fc.assert(
      fc.property(part, part, (authority, path) => {
        const url = `http://${authority}/${path}`;
        if (checkUrl(url).length > 0) return;
        const { target } = buildRequest({ url, command: 'afterUserOnline' });
        expect(target).toMatch(/(?:^|[^/])\/callbackAfterUserOnlineCommand$/);
        expect(target).not.toContain('?');
      }),
      { numRuns: 2000 },
    );
  });

  it('shows no password', () => {
    for (const url of ['http://user:s3cret/@h/cb', 'http://user:s3cret%@h/cb', 'x://user:s3cret@h/%zz?']) {
      expect(JSON.stringify(checkUrl(url))).not.toContain('s3cret');
    }
  });
});
