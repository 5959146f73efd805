import { BadRequestOptionsError, parseGoUrl, requestTarget } from '../request/go-url.js';
import type { Exchange } from './exchange.js';
import { redirect } from './redirects.js';

function post(url: string): Exchange {
  return { method: 'POST', url: parseGoUrl(url), headers: [], body: Buffer.from('{}\n') };
}

function follow(status: number, location: string, from = post('http://h:1/cb/x')): Exchange | undefined {
  const answer = { status, location, contentEncoding: '', body: Buffer.alloc(0) };
  return redirect(from, answer, 'op-1');
}

describe('redirect', () => {
  it.each([301, 302, 303])('%i turns into a GET without body', (status) => {
    const next = follow(status, '/other');
    expect(next).toMatchObject({ method: 'GET', body: undefined });
    expect(next?.headers).toEqual([
      ['Host', 'h:1'],
      ['User-Agent', 'Go-http-client/1.1'],
      ['Operationid', 'op-1'],
      ['Referer', 'http://h:1/cb/x'],
      ['Accept-Encoding', 'gzip'],
    ]);
  });

  it.each([307, 308])('%i repeats the POST', (status) => {
    const next = follow(status, '/other');
    expect(next?.method).toBe('POST');
    expect(String(next?.body)).toBe('{}\n');
    expect(next?.headers).toContainEqual(['Content-Length', '3']);
    expect(next?.headers).toContainEqual(['Content-Type', 'application/json; charset=utf-8']);
  });

  it('takes the headers of a signature along', () => {
    const signed = {
      ...post('http://h:1/cb/x'),
      headers: [['X-Nonce', 'n'] as const, ['Host', 'h:1'] as const],
    };
    expect(follow(307, '/other', signed)?.headers.map(([name]) => name)).toEqual([
      'Host',
      'User-Agent',
      'Content-Length',
      'Content-Type',
      'Operationid',
      'Referer',
      'X-Nonce',
      'Accept-Encoding',
    ]);
  });

  it('stays with GET once it is one', () => {
    expect(follow(307, '/third', follow(302, '/second'))).toMatchObject({ method: 'GET', body: undefined });
  });

  it.each([200, 201, 300, 304, 305, 306, 309, 404, 500])('%i is an answer', (status) => {
    expect(follow(status, '/other')).toBeUndefined();
  });

  it.each([301, 302, 303, 307, 308])('%i without Location is an answer', (status) => {
    expect(follow(status, '')).toBeUndefined();
  });

  it.each([
    ['/other', 'h:1', '/other'],
    ['other?y=1', 'h:1', '/cb/other?y=1'],
    ['../up', 'h:1', '/up'],
    ['//h2/x', 'h2', '/x'],
    ['http://h3:8080/abs?q#f', 'h3:8080', '/abs?q'],
    ['?only=query', 'h:1', '/cb/x?only=query'],
  ])('Location %s leads to %s%s', (location, host, target) => {
    const next = follow(302, location);
    expect(next?.url.host).toBe(host);
    expect(next && requestTarget(next.url)).toBe(target);
  });

  it('keeps the password on the same host and drops it with an absolute URL', () => {
    const from = post('http://u:p@h/cb');
    expect(follow(307, '/x', from)?.url.authorization).toBe('Basic dTpw');
    expect(follow(307, 'http://h/x', from)?.url.authorization).toBeUndefined();
  });

  it('never puts the password into Referer, and sends none from https to http', () => {
    expect(follow(307, '/x', post('https://u:p@h/cb?a#f'))?.headers).toContainEqual([
      'Referer',
      'https://h/cb?a#f',
    ]);
    expect(follow(307, 'http://h/x', post('https://h/cb'))?.headers.map(([name]) => name)).not.toContain(
      'Referer',
    );
  });

  it.each(['ftp://x/y', 'http://', '/%zz', 'http://[::1/x'])('Location %s is unusable', (location) => {
    expect(() => follow(302, location)).toThrow(BadRequestOptionsError);
  });
});
