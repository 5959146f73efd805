import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import { jest } from '@jest/globals';
import { checkSite, InspectorAccess, TOKEN_HEADER } from './inspector-access.js';

/** A request as it would come from an address. */
function requestFrom(address: string | undefined, headers: IncomingHttpHeaders): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: address });
  return Object.assign(new IncomingMessage(socket), { headers });
}

const HERE = '127.0.0.1';
const AWAY = '203.0.113.7';
const host = 'localhost:3000';

const open = new InspectorAccess({ authorize: undefined, secret: undefined }, false);
const seen = (address: string | undefined, headers: IncomingHttpHeaders): Promise<void> =>
  open.check(requestFrom(address, headers));
const refused = (status: number, said = ''): object => ({
  name: 'Problem',
  status,
  message: expect.stringContaining(said),
});

describe('who sees an inspector without authorize and guards', () => {
  it('is told to be this machine alone', () => {
    expect(open.isLoopbackOnly).toBe(true);
  });

  it.each([HERE, '127.8.9.10', '::1', '::ffff:127.0.0.1'])('is the address %s', async (address) => {
    await expect(seen(address, { host })).resolves.toBeUndefined();
  });

  it.each([
    AWAY,
    '10.0.0.1',
    '128.0.0.1',
    '::ffff:10.0.0.1',
    '::',
    '::2',
    'fe80::1',
    '1127.0.0.1',
    '',
    undefined,
  ])('is not the address %s', async (address) => {
    await expect(seen(address, { host })).rejects.toMatchObject(refused(403, 'loopback'));
  });

  it.each([
    'localhost',
    'LOCALHOST:3000',
    'app.localhost',
    '127.0.0.1:3000',
    '127.1.2.3',
    '[::1]',
    '[::1]:3000',
  ])('calls it %s', async (name) => {
    await expect(seen(HERE, { host: name })).resolves.toBeUndefined();
    await expect(seen(HERE, { ':authority': name })).resolves.toBeUndefined();
  });

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evillocalhost',
    'localhost:3000@evil.example',
    '',
    undefined,
  ])('does not call it %s, as a page of another site may with a name for 127.0.0.1', async (name) => {
    await expect(seen(HERE, { host: name })).rejects.toMatchObject(refused(403, 'Host'));
    await expect(seen(HERE, { ':authority': name })).rejects.toMatchObject(refused(403, 'Host'));
  });

  it.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'cf-connecting-ip'])(
    'does not come through a proxy, which adds %s',
    async (name) => {
      await expect(seen(HERE, { host, [name]: HERE })).rejects.toMatchObject(refused(403, name));
    },
  );
});

describe('who sees an inspector with authorize', () => {
  const away = requestFrom(AWAY, { host: 'ops.example', 'x-forwarded-for': AWAY });

  it.each<[string, boolean | Promise<boolean>]>([
    ['it lets in', true],
    ['it lets in later', Promise.resolve(true)],
  ])('is whom %s, from wherever', async (_what, said) => {
    const authorize = jest.fn(() => said);
    const access = new InspectorAccess({ authorize, secret: undefined }, false);
    expect(access.isLoopbackOnly).toBe(false);
    await expect(access.check(away)).resolves.toBeUndefined();
    expect(authorize).toHaveBeenCalledWith(away);
  });

  it.each<[string, boolean | Promise<boolean>]>([
    ['it does not let in', false],
    ['it does not let in later', Promise.resolve(false)],
  ])('is not whom %s, on this machine neither', async (_what, said) => {
    const access = new InspectorAccess({ authorize: () => said, secret: undefined }, false);
    await expect(access.check(requestFrom(HERE, { host }))).rejects.toMatchObject(refused(401));
  });

  it('is nobody when it fails', async () => {
    const authorize = (): never => {
      throw new Error('the directory is away');
    };
    const access = new InspectorAccess({ authorize, secret: undefined }, false);
    await expect(access.check(requestFrom(HERE, { host }))).rejects.toThrow('the directory is away');
  });

  it('needs its word also where guards have let the request pass', async () => {
    const access = new InspectorAccess({ authorize: () => false, secret: undefined }, true);
    await expect(access.check(away)).rejects.toMatchObject(refused(401));
  });
});

describe('who sees an inspector with guards', () => {
  it('is whom they let pass', async () => {
    const access = new InspectorAccess({ authorize: undefined, secret: undefined }, true);
    expect(access.isLoopbackOnly).toBe(false);
    await expect(access.check(requestFrom(AWAY, { 'x-forwarded-for': AWAY }))).resolves.toBeUndefined();
  });
});

describe('a change', () => {
  const own: IncomingHttpHeaders = {
    host,
    'content-type': 'application/json; charset=utf-8',
    'sec-fetch-site': 'same-origin',
    [TOKEN_HEADER]: open.token,
  };
  const change = (headers: IncomingHttpHeaders) => () =>
    open.checkChange(requestFrom(HERE, { ...own, ...headers }));

  it('may come from the page', () => {
    expect(change({})).not.toThrow();
  });

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
    'is not of the type %s, which a form may send',
    (type) => {
      expect(change({ 'content-type': type })).toThrow(expect.objectContaining(refused(415)));
    },
  );

  it.each(['cross-site', 'same-site', 'none', ''])('does not come from a page that is %s', (site) => {
    expect(change({ 'sec-fetch-site': site })).toThrow(expect.objectContaining(refused(403)));
  });

  it.each(['http://localhost:3000', 'https://LOCALHOST:3000'])(
    'may come from the origin %s where a client does not say from which site',
    (origin) => {
      expect(change({ 'sec-fetch-site': undefined, origin })).not.toThrow();
    },
  );

  it.each([undefined, 'null', '', 'http://localhost', 'http://localhost:3001', 'https://evil.example'])(
    'does not come from the origin %s then',
    (origin) => {
      expect(change({ 'sec-fetch-site': undefined, origin })).toThrow(expect.objectContaining(refused(403)));
    },
  );

  it.each<[string, string | string[] | undefined]>([
    ['none', undefined],
    ['an empty one', ''],
    ['a part of it', open.token.slice(1)],
    ['more than it', `${open.token}x`],
    ['another of its length', 'x'.repeat(open.token.length)],
    ['it in the second place', ['x', open.token]],
  ])('needs the token, not %s', (_what, token) => {
    expect(change({ [TOKEN_HEADER]: token })).toThrow(expect.objectContaining(refused(403, 'token')));
  });
});

describe('the token', () => {
  const tokenOf = (secret: string | undefined): string =>
    new InspectorAccess({ authorize: undefined, secret }, false).token;

  it('is one for all processes with a secret, and tells nothing of that', () => {
    const secret = 'a secret of all replicas';
    expect(tokenOf(secret)).toBe(tokenOf(secret));
    expect(tokenOf(secret)).not.toBe(tokenOf(`${secret}!`));
    expect(tokenOf(secret)).not.toContain(secret);
  });

  it('is of each process without one', () => {
    expect(tokenOf(undefined)).not.toBe(tokenOf(undefined));
  });
});

describe('what a browser asks', () => {
  it.each(['cross-site', 'same-site'])('is not for a page that is %s', (site) => {
    const ask = () => checkSite(requestFrom(HERE, { 'sec-fetch-site': site }));
    expect(ask).toThrow(expect.objectContaining(refused(403)));
  });

  it.each(['same-origin', 'none', undefined])('may be for a page that is %s', (site) => {
    expect(() => checkSite(requestFrom(HERE, { 'sec-fetch-site': site }))).not.toThrow();
  });
});
