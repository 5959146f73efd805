import fc from 'fast-check';
import {
  BadRequestOptionsError,
  parseGoUrl,
  requestTarget,
  escapePercent,
  unescapePercent,
  hasControlCharacter,
} from './go-url.js';

describe('parseGoUrl and requestTarget', () => {
  // Recorded from Go 1.26's net/http.
  it.each([
    ['http://h/cb/callbackX', '/cb/callbackX'],
    ['http://h/cb//callbackX', '/cb//callbackX'],
    ['http://h', '/'],
    ['http://h?x=1/callbackX', '/?x=1/callbackX'],
    ['http://h/cb?token=abc/callbackX', '/cb?token=abc/callbackX'],
    ['http://h/cb#x/callbackX', '/cb'],
    ['http://h/cb#x?y/callbackX', '/cb'],
    ['http://h/cb#\t/callbackX', '/cb'],
    ['http://h/cb?/callbackX', '/cb?/callbackX'],
    ['http://h/cb /callbackX', '/cb%20/callbackX'],
    ["http://h/c b/ü/[x]!'()*/callbackX", '/c%20b/%C3%BC/%5Bx%5D%21%27%28%29%2A/callbackX'],
    ["http://h/[x]!'()*/callbackX", "/[x]!'()*/callbackX"],
    ['http://h/%41%7e/callbackX', '/%41%7e/callbackX'],
    ['http://h/a%2Fb/../c/callbackX', '/a%2Fb/../c/callbackX'],
    ['http://h/"<>^`{|}\\/callbackX', '/%22%3C%3E%5E%60%7B%7C%7D%5C/callbackX'],
    ['http://h/cb?"<>ü/callbackX', '/cb?"<>ü/callbackX'],
    ['http://h/cb?a=%zz/callbackX', '/cb?a=%zz/callbackX'],
  ])('%s arrives as %s', (url, target) => {
    expect(requestTarget(parseGoUrl(url))).toBe(target);
  });

  it.each([
    ['http://h/', 'http', 'h', 'h', undefined],
    ['HTTP://H:80/', 'http', 'H:80', 'H', '80'],
    ['https://h:8443', 'https', 'h:8443', 'h', '8443'],
    ['http://h:/cb', 'http', 'h', 'h', undefined],
    ['http://[::1]:3000/cb', 'http', '[::1]:3000', '::1', '3000'],
    ['http://münchen.example:1/', 'http', 'xn--mnchen-3ya.example:1', 'xn--mnchen-3ya.example', '1'],
  ])('%s goes to %s %s', (text, scheme, host, hostname, port) => {
    expect(parseGoUrl(text)).toMatchObject({ scheme, host, hostname, port });
  });

  it.each([
    ['http://h/', undefined],
    ['http://user:p%40ss@h/', 'user:p@ss'],
    ['http://user:p@ss@h/', 'user:p@ss'],
    ['http://user@h/', 'user:'],
    ['http://user:@h/', 'user:'],
    ['http://a:b:c@h/', 'a:b:c'],
    ['http://@h/', ':'],
  ])('%s authenticates as %s', (text, credentials) => {
    const header =
      credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
    expect(parseGoUrl(text).authorization).toBe(header);
  });

  it.each([
    [' http://h/cb', 'first path segment in URL cannot contain colon'],
    ['127.0.0.1:3000/cb', 'first path segment in URL cannot contain colon'],
    ['localhost:3000/cb', 'unsupported protocol scheme "localhost"'],
    ['example.com/cb', 'unsupported protocol scheme ""'],
    ['//h/cb', 'unsupported protocol scheme ""'],
    ['/callbackX', 'unsupported protocol scheme ""'],
    ['#http://h', 'unsupported protocol scheme ""'],
    ['ftp://h/cb', 'unsupported protocol scheme "ftp"'],
    ['http:///cb', 'no Host in request URL'],
    ['http:cb', 'no Host in request URL'],
    ['http://:80/cb', 'no Host in request URL'],
    ['http://h/%zz', 'invalid URL escape "%zz"'],
    ['http://h/%4', 'invalid URL escape "%4"'],
    ['http://u%zz@h/', 'invalid URL escape "%zz"'],
    ['http://us er@h/', 'invalid userinfo'],
    ['http://h_o st/cb', 'invalid host'],
    ['http://[::1/cb', 'invalid host'],
    ['http://h:80a/cb', 'invalid host'],
    ['http://h/cb\t', 'invalid control character in URL'],
    ['http://h/cb\n', 'invalid control character in URL'],
    ['http://h/\u007f', 'invalid control character in URL'],
    ['http://h/#%zz', 'invalid URL escape "%zz"'],
  ])('%j is unusable', (text, message) => {
    expect(() => parseGoUrl(text)).toThrow(BadRequestOptionsError);
    expect(() => parseGoUrl(text)).toThrow(message);
  });

  it('keeps the parts that are never sent', () => {
    expect(parseGoUrl('http://u:p@h/a?b#c#d')).toMatchObject({
      origin: 'http://u:p@h',
      path: '/a',
      query: 'b',
      fragment: '#c#d',
    });
  });
});

describe('unescapePercent', () => {
  it.each([
    ['', []],
    ['a%20b', [0x61, 0x20, 0x62]],
    ['%ff', [0xff]],
    ['ü', [0xc3, 0xbc]],
    ['%25', [0x25]],
  ])('%s', (text, bytes) => {
    expect([...unescapePercent(text)]).toEqual(bytes);
  });

  it.each(['%', '%1', '%zz', 'a%2'])('refuses %s', (text) => {
    expect(() => unescapePercent(text)).toThrow(BadRequestOptionsError);
  });
});

describe('escapePercent', () => {
  it('writes upper-case digits', () => {
    expect(escapePercent(Buffer.from('aü\n'), /[a-z]/)).toBe('a%C3%BC%0A');
  });

  it('is undone by unescapePercent', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...unescapePercent(escapePercent(Buffer.from(bytes), /[a-z]/))]).toEqual([...bytes]);
      }),
    );
  });
});

describe('hasControlCharacter', () => {
  it.each(['\u0000', 'a\tb', 'a\n', '\u001f', '\u007f'])('%j: yes', (text) => {
    expect(hasControlCharacter(text)).toBe(true);
  });

  it.each(['', ' ~', 'ü😀', '\u0080\u009f', '\u2028'])('%j: no', (text) => {
    expect(hasControlCharacter(text)).toBe(false);
  });
});
