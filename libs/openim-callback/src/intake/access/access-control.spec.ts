import { headWith } from '../../../../../test/support/intake-fixture.js';
import type { RequestHead } from '../request.js';
import { AccessControl } from './access-control.js';
import type { AccessOptions } from './access-options.js';

const check = (options: AccessOptions, head: Partial<RequestHead> = {}, segments: string[] = ['callbackX']) =>
  new AccessControl(options).check(headWith(head), segments);

const basic = (text: string): Partial<RequestHead> => ({
  headers: { authorization: `Basic ${Buffer.from(text).toString('base64')}` },
});

describe('access without options', () => {
  it('lets everyone in, with the whole path', () => {
    expect(check({}, { remoteAddress: undefined }, ['a', 'b'])).toEqual({ ok: true, segments: ['a', 'b'] });
  });
});

describe('path secrets', () => {
  const pathSecrets = ['old-secret-1', 'new-secret-2'];
  const wrong = { ok: false, detail: 'the path secret is missing or wrong' };

  it.each(pathSecrets)('let %s in, and take it off the path', (secret) => {
    expect(check({ pathSecrets }, {}, [secret, 'callbackX'])).toEqual({ ok: true, segments: ['callbackX'] });
    expect(check({ pathSecrets }, {}, [secret])).toEqual({ ok: true, segments: [] });
  });

  it.each([
    [[]],
    [['callbackX']],
    [['callbackX', 'old-secret-1']],
    [['OLD-SECRET-1', 'callbackX']],
    [['old-secret-1x', 'callbackX']],
    [['old-secret-1,new-secret-2', 'callbackX']],
  ])('do not let %j in', (segments) => {
    expect(check({ pathSecrets }, {}, segments)).toEqual(wrong);
  });

  it('can be rotated: what was taken off the list does not get in', () => {
    expect(check({ pathSecrets: ['new-secret-2'] }, {}, ['old-secret-1', 'callbackX'])).toEqual(wrong);
  });
});

describe('Basic credentials', () => {
  const options: AccessOptions = {
    basic: [
      { username: 'openim', password: 'p@ss:word' },
      { username: 'other', password: 'pässwörd' },
    ],
  };

  it.each(['openim:p@ss:word', 'other:pässwörd'])('let %s in', (text) => {
    expect(check(options, basic(text))).toEqual({ ok: true, segments: ['callbackX'] });
  });

  it.each(['basic', 'BASIC', 'Basic  '])('are found behind %j', (scheme) => {
    const authorization = `${scheme} ${Buffer.from('openim:p@ss:word').toString('base64')}`;
    expect(check(options, { headers: { authorization } }).ok).toBe(true);
  });

  it.each([
    [{ headers: {} }],
    [basic('')],
    [basic(':')],
    [basic('openim')],
    [basic('openim:')],
    [basic('openim:pässwörd')],
    [basic('other:p@ss:word')],
    [{ headers: { authorization: '' } }],
    [{ headers: { authorization: 'Basic' } }],
    [{ headers: { authorization: 'Basic openim:p@ss:word' } }],
    [{ headers: { authorization: `Bearer ${Buffer.from('openim:p@ss:word').toString('base64')}` } }],
  ])('do not let %j in', (head) => {
    expect(check(options, head)).toEqual({
      ok: false,
      detail: 'the Basic credentials are missing or wrong',
    });
  });
});

describe('the allow list', () => {
  const allow = ['10.0.0.0/8', '::1'];
  const wrong = { ok: false, detail: 'the address is not on the allow list' };

  it.each(['10.1.2.3', '::ffff:10.1.2.3', '::1'])('lets %s in', (remoteAddress) => {
    expect(check({ allow }, { remoteAddress }).ok).toBe(true);
  });

  it.each(['11.0.0.1', '::ffff:11.0.0.1', '::2', undefined, ''])('does not let %s in', (remoteAddress) => {
    expect(check({ allow }, { remoteAddress })).toEqual(wrong);
  });

  it('believes no X-Forwarded-For of somebody who is no trusted proxy', () => {
    const headers = { 'x-forwarded-for': '10.0.0.1' };
    expect(check({ allow }, { remoteAddress: '203.0.113.9', headers })).toEqual(wrong);
    expect(
      check({ allow, trustedProxies: ['192.0.2.1'] }, { remoteAddress: '203.0.113.9', headers }),
    ).toEqual(wrong);
  });
});

describe('the sender behind proxies', () => {
  const trustedProxies = ['192.0.2.0/24'];
  const senderOf = (remoteAddress: string | undefined, forwarded?: string) =>
    new AccessControl({ trustedProxies }).senderOf(
      headWith({ remoteAddress, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } }),
    );

  it.each([
    ['nobody forwarded', '203.0.113.9', undefined, '203.0.113.9'],
    ['nobody forwarded, through a proxy', '192.0.2.1', undefined, '192.0.2.1'],
    ['a trusted proxy forwarded', '192.0.2.1', '10.0.0.1', '10.0.0.1'],
    ['a mapped trusted proxy forwarded', '::ffff:192.0.2.1', '::ffff:10.0.0.1', '10.0.0.1'],
    ['two trusted proxies forwarded', '192.0.2.1', '10.0.0.1, 192.0.2.7', '10.0.0.1'],
    ['the client wrote the header first', '192.0.2.1', '10.0.0.1, 203.0.113.9', '203.0.113.9'],
    ['the client wrote a proxy into it', '192.0.2.1', '10.0.0.1, 192.0.2.9, 203.0.113.9', '203.0.113.9'],
    ['an unknown proxy forwarded', '203.0.113.9', '10.0.0.1, 192.0.2.7', '203.0.113.9'],
    ['only proxies are on the way', '192.0.2.1', '192.0.2.2, 192.0.2.3', '192.0.2.2'],
    ['the header is empty', '192.0.2.1', '', '192.0.2.1'],
    ['the header has empty parts', '192.0.2.1', ' , 10.0.0.1,, ', '10.0.0.1'],
    ['the header holds no address', '192.0.2.1', '10.0.0.1, unknown', 'unknown'],
    ['an address has a port', '192.0.2.1', '10.0.0.1:5060', '10.0.0.1'],
    ['a proxy has a port', '192.0.2.1', '10.0.0.1:5060, 192.0.2.7:80', '10.0.0.1'],
    ['IPv6 stands in brackets', '192.0.2.1', '[2001:db8::1]', '2001:db8::1'],
    ['IPv6 has a port', '192.0.2.1', '[2001:db8::1]:443', '2001:db8::1'],
    ['IPv6 has neither', '192.0.2.1', '2001:db8::1', '2001:db8::1'],
    ['IPv4 is mapped, in brackets', '192.0.2.1', '[::ffff:10.0.0.1]:443', '10.0.0.1'],
    ['somebody claims a Unix socket', '192.0.2.1', 'unix', 'unknown'],
  ])('%s', (_case, remoteAddress, forwarded, sender) => {
    expect(senderOf(remoteAddress, forwarded)).toBe(sender);
  });

  it.each([
    ['one', 'for=10.0.0.1', '10.0.0.1'],
    ['other parameters', 'proto=https;For="10.0.0.1:4711";by=192.0.2.1', '10.0.0.1'],
    ['IPv6', 'for="[2001:db8:cafe::17]:4711"', '2001:db8:cafe::17'],
    ['two proxies', 'for=10.0.0.1, for=192.0.2.7;proto=http', '10.0.0.1'],
    ['a comma in quotes', 'for=10.0.0.1;host="a,for=203.0.113.9", for=192.0.2.7', '10.0.0.1'],
    ['a hidden sender', 'for=10.0.0.1, for=_hidden', 'unknown'],
    ['an unknown sender', 'for=unknown', 'unknown'],
    ['no sender', 'proto=https', 'unknown'],
    ['nothing', '', '192.0.2.1'],
  ])('is told by the header Forwarded, with %s', (_what, forwarded, sender) => {
    const access = new AccessControl({ trustedProxies, forwardedHeader: 'forwarded' });
    const headers = { forwarded, 'x-forwarded-for': '10.9.9.9' };
    expect(access.senderOf(headWith({ remoteAddress: '192.0.2.1', headers }))).toBe(sender);
  });

  it('is not told by a header that the proxies do not write', () => {
    const headers = { forwarded: 'for=10.0.0.1' };
    const access = new AccessControl({ trustedProxies });
    expect(access.senderOf(headWith({ remoteAddress: '192.0.2.1', headers }))).toBe('192.0.2.1');
  });

  it('comes over a Unix socket when that is on a list', () => {
    const over = (options: AccessOptions, headers = {}) =>
      check(options, { remoteAddress: 'unix', headers }).ok;
    expect(over({ allow: ['10.0.0.1'] })).toBe(false);
    expect(over({ allow: ['unix'] })).toBe(true);
    const behind = { allow: ['10.0.0.1'], trustedProxies: ['unix'] };
    expect(over(behind, { 'x-forwarded-for': '10.0.0.1' })).toBe(true);
    expect(over(behind, { 'x-forwarded-for': '10.0.0.2' })).toBe(false);
    expect(over(behind)).toBe(false);
    expect(check({ allow: ['unix'] }, { remoteAddress: '10.0.0.1' }).ok).toBe(false);
    expect(new AccessControl({ allow: ['10.0.0.1'] }).shutsOutUnixSockets).toBe(true);
    expect(new AccessControl(behind).shutsOutUnixSockets).toBe(false);
    expect(new AccessControl({}).shutsOutUnixSockets).toBe(false);
  });

  it('is not known of a socket that is gone', () => {
    expect(senderOf(undefined, '10.0.0.1')).toBeUndefined();
  });

  it('is what the allow list is about', () => {
    const options = { allow: ['10.0.0.1'], trustedProxies };
    const through = (forwarded: string) =>
      check(options, { remoteAddress: '192.0.2.1', headers: { 'x-forwarded-for': forwarded } }).ok;
    expect(through('10.0.0.1')).toBe(true);
    expect(through('10.0.0.1, 203.0.113.9')).toBe(false);
    expect(through('10.0.0.1, unknown')).toBe(false);
    expect(check(options, { remoteAddress: '192.0.2.1' }).ok).toBe(false);
  });
});

describe('several kinds of access', () => {
  const options: AccessOptions = {
    pathSecrets: ['path-secret'],
    basic: [{ username: 'u', password: 'p' }],
    allow: ['10.0.0.1'],
  };

  it('must all be satisfied', () => {
    const right = { ...basic('u:p'), remoteAddress: '10.0.0.1' };
    expect(check(options, right, ['path-secret', 'callbackX'])).toEqual({
      ok: true,
      segments: ['callbackX'],
    });
    expect(check(options, right, ['callbackX']).ok).toBe(false);
    expect(check(options, { ...right, headers: {} }, ['path-secret', 'callbackX']).ok).toBe(false);
    expect(check(options, { ...right, remoteAddress: '10.0.0.2' }, ['path-secret', 'callbackX']).ok).toBe(
      false,
    );
  });

  it('tell strangers nothing about the secrets', () => {
    expect(check(options, { remoteAddress: '10.0.0.2' }, ['path-secret'])).toEqual({
      ok: false,
      detail: 'the address is not on the allow list',
    });
  });

  it('cannot be made of what is no address', () => {
    expect(() => new AccessControl({ allow: ['here'] })).toThrow(RangeError);
    expect(() => new AccessControl({ trustedProxies: ['there'] })).toThrow(RangeError);
  });
});
