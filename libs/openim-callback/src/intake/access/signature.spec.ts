import { createHmac } from 'node:crypto';
import { headWith } from '../../../../../test/support/intake-fixture.js';
import { AccessControl } from './access-control.js';
import { MemoryNonces } from './nonces.js';
import type { SignatureOptions } from './signature-options.js';
import { SignatureCheck } from './signature.js';

// Made with openssl dgst, of the key below it and the text NONCE.
const NONCE = 'nonce-2026-11-29-0001';
const SECRET = 'a-long-secret';
const RSA_PUBLIC = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxLB++O0EDcF4bpdLqehw
T/7KC/zr3/C2lsjXRhmuKoJFNCjdipFsIYt6YeSSt5ekyMeaZn1/Fi3FODZNYLal
ft/9VGNGhyrI2fJ/+bObtflYYaS6S4UDf2Bkw9o+zuVnwaKPzRYr1d66MAGu6f4M
silBQvDdAN2G5jJmd4OHl6uUy5tpCKoWawfc5/09BrBRI3cg18VIycGUPZcrI7cl
XbQ0dl6ABQtlMWAFWZJEq7qnojBUiaPbuAa4LxWKnMvHgo20IpJJXsbtPfyRhz9h
fR9hKe4aYthv0wXm9tbe+DlQXchzy0BMrUC0MWYrELhzj8L1Ht/X5lXJQrRoS88D
wwIDAQAB
-----END PUBLIC KEY-----`;
const EC_PUBLIC = `-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAED/FQX27ovotrwGRhTuA0MiaqgPps
9N12jqGJIV7//mpDspPzpCTB/oGfXAVsSQ1t2BB1/vLjoTVSq3HrgAc8zA==
-----END PUBLIC KEY-----`;
const RSA_SIGNATURE =
  'GZqfBb9VPtRkMupLFRkn1n6gVfXHFqclRpg+IMJlHtaLCo0kb7euhsYDA6Sh0pC0HCCCustcTg/QSBh2vOVg2CF0PmSajeUdNyZbGeMwNa2gWj3n8fUx6Ay7JDNmDhfEGvJmnhFD80WzI6nv5rY+2OfhV0QtBrk5XPA4tOQhRh16Nk5RgOmtozgv2HtZUNbOFshJjweDm8dXrwE30R2O9KOXavrj5SYoq5m2zbJVTpWs17GiFPTpbz89773Z+fCe3h3LxS7w/BpdJGe5hCVTcsl8XEjYy0sUMaFuFlzVP4CK4d+GFa6jKUV99OKe3dJnSaOJvrLQAUxXAD1uhabx4g==';
const PSS_SIGNATURE =
  'l2uppSmEoHhXg/5/7m+q877r2RzB4J11v+mYvcz/caYsX5kV/LFovW7VYqp0MDxW7dWSMNAbhgbUfF5vIqu7/JyzW5WeFwzWR+B8kfNIs4pTLgV63mUxF8/cZjU3cJp5uazRd03FkDy4QYI/kStWCUghmyARuV8Jq46M26eyJ9IWtMgJg4L9JYRyd6aKImLB7RIFMtm/uqPx+dv6ZAy0CFRjybZN1s6tj2Bigoelnl+hX7irE3KrZbQpxWh2ZM+lkwLF/m9TnloqUngnDRRLoRFc5xICbJUIe83eZ9BkWeXDWjgfZVUOyTVZW8qADL+LBKUW7PWyJkLApvZ7GCgLvQ==';
const EC_SIGNATURE =
  'MEQCIEvEZCX1H8gfhbNYMRRDvwdwvZy4TYgqAl3tyT4B9aC8AiAFxFgJxiUFUlNOocv/LadUwbr8Wmyw4k4dxKGmC+3APA==';

const HMACS = {
  'HMAC-SHA1': '5fb3a24a204988f22b2c82bf681ea824f24b26ee',
  'HMAC-SHA256': '934fd79f687531494807c38b0e42aecd72b56fc3f04f3849d65a3bc3d46d6fdf',
  'HMAC-SHA512':
    '282260571de950c4440afce68aad8884ebbb89614e8d5dacf7506633f9b12374f04f48997c6d1e0a30211592b90f854d38928aa3b3e8bcaa3b194ced6398e727',
} as const;

// RFC 2202, test case 2, and RFC 4231, test case 2.
const RFC_NONCE = 'what do ya want for nothing?';
const RFC = {
  'HMAC-SHA1': 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  'HMAC-SHA256': '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  'HMAC-SHA512':
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554' +
    '9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
} as const;

const options = (more: Partial<SignatureOptions> = {}): SignatureOptions => ({
  algorithm: 'HMAC-SHA256',
  signatureHeader: 'X-Signature',
  nonceHeader: 'X-Nonce',
  keys: [SECRET],
  encodings: ['hex'],
  ...more,
});

/** What is said of a request with these two headers. */
const verdictOf = (more: Partial<SignatureOptions>, signature?: string, nonce?: string) =>
  new SignatureCheck(options(more)).check({ headers: { 'x-signature': signature, 'x-nonce': nonce } });

const hmacs = Object.entries(HMACS) as ['HMAC-SHA1' | 'HMAC-SHA256' | 'HMAC-SHA512', string][];

describe.each(hmacs)('a signature by %s', (algorithm, hex) => {
  const bytes = Buffer.from(hex, 'hex');

  it('is right when openssl made it, in each encoding that is given', () => {
    expect(verdictOf({ algorithm }, hex, NONCE)).toMatchObject({ ok: true });
    expect(verdictOf({ algorithm }, hex.toUpperCase(), NONCE)).toMatchObject({ ok: true });
    for (const encoding of ['base64', 'base64url'] as const) {
      const encodings = [encoding];
      expect(verdictOf({ algorithm, encodings }, bytes.toString(encoding), NONCE)).toMatchObject({
        ok: true,
      });
      expect(verdictOf({ algorithm }, bytes.toString(encoding), NONCE)).toMatchObject({ ok: false });
    }
    const encodings = ['base64', 'hex', 'base64url'] as const;
    expect(verdictOf({ algorithm, encodings }, hex, NONCE)).toMatchObject({ ok: true });
  });

  it('is right for the example of the RFC', () => {
    expect(verdictOf({ algorithm, keys: ['Jefe'] }, RFC[algorithm], RFC_NONCE)).toMatchObject({ ok: true });
  });

  it('is right by any of several keys', () => {
    expect(verdictOf({ algorithm, keys: ['the-next-secret', SECRET] }, hex, NONCE)).toMatchObject({
      ok: true,
    });
    expect(verdictOf({ algorithm, keys: ['the-next-secret'] }, hex, NONCE)).toEqual({
      ok: false,
      detail: 'the signature is wrong',
    });
  });

  it.each([
    ['of another nonce', hex, `${NONCE}x`],
    ['cut', hex.slice(2), NONCE],
    ['cut in a byte', hex.slice(1), NONCE],
    ['with a byte more', `${hex}00`, NONCE],
    ['with a prefix', `sha256=${hex}`, NONCE],
    ['in two headers', `${hex}, ${hex}`, NONCE],
    ['of a nonce in two headers', hex, `${NONCE}, ${NONCE}`],
    ['changed in one bit', hex.replace(/.$/, (last) => (last === '0' ? '1' : '0')), NONCE],
  ])('is wrong %s', (_what, signature, nonce) => {
    expect(verdictOf({ algorithm }, signature, nonce)).toEqual({
      ok: false,
      detail: 'the signature is wrong',
    });
  });

  it.each([
    [undefined, NONCE],
    [hex, undefined],
    [hex, ''],
    [undefined, undefined],
  ])('is missing with %s and %s', (signature, nonce) => {
    expect(verdictOf({ algorithm }, signature, nonce)).toEqual({
      ok: false,
      detail: 'the signature or its nonce is missing',
    });
  });
});

describe.each([
  ['RSA-SHA256', 'PKCS #1 v1.5', RSA_PUBLIC, RSA_SIGNATURE, EC_PUBLIC],
  ['RSA-SHA256', 'PSS', RSA_PUBLIC, PSS_SIGNATURE, EC_PUBLIC],
  ['ECDSA-SHA256', 'DER', EC_PUBLIC, EC_SIGNATURE, RSA_PUBLIC],
] as const)('a signature by %s, %s', (algorithm, _how, key, signature, otherKey) => {
  const more = { algorithm, keys: [key], encodings: ['base64'] } as const;

  it('is right when openssl made it', () => {
    expect(verdictOf(more, signature, NONCE)).toMatchObject({ ok: true });
    const hex = Buffer.from(signature, 'base64').toString('hex');
    expect(verdictOf({ ...more, encodings: ['hex'] }, hex, NONCE)).toMatchObject({ ok: true });
  });

  it.each([
    ['of another nonce', signature, 'another'],
    ['that is nothing', 'AAAA', NONCE],
    ['that is long', Buffer.alloc(5000, 1).toString('base64'), NONCE],
    ['in two headers', `${signature}, ${signature}`, NONCE],
  ])('is wrong %s', (_what, sent, nonce) => {
    expect(verdictOf(more, sent, nonce)).toEqual({ ok: false, detail: 'the signature is wrong' });
  });

  it('needs a key of its kind', () => {
    expect(() => new SignatureCheck(options({ ...more, keys: [otherKey] }))).toThrow('is no key for');
    expect(() => new SignatureCheck(options({ ...more, keys: ['no key'] }))).toThrow();
  });
});

describe('a signature by ECDSA', () => {
  it('may be two numbers in a row', () => {
    const p1363 = p1363Of(Buffer.from(EC_SIGNATURE, 'base64')).toString('hex');
    expect(p1363).toHaveLength(128);
    expect(verdictOf({ algorithm: 'ECDSA-SHA256', keys: [EC_PUBLIC] }, p1363, NONCE)).toMatchObject({
      ok: true,
    });
  });
});

describe('the time of a nonce', () => {
  const sign = (nonce: string): string => createHmac('sha256', SECRET).update(nonce).digest('hex');
  const NOW = 1_764_000_000_000;
  const at = (nonce: string, maxAge?: number) =>
    new SignatureCheck(
      options({ nonceTime: (each) => Number(each.split('.')[0]), ...(maxAge !== undefined && { maxAge }) }),
      () => NOW,
    ).check({ headers: { 'x-signature': sign(nonce), 'x-nonce': nonce } }).ok;

  it('is within five minutes, or what is given', () => {
    expect([at(`${NOW}.a`), at(`${NOW - 300_000}.a`), at(`${NOW + 300_000}.a`)]).toEqual([true, true, true]);
    expect([at(`${NOW - 300_001}.a`), at(`${NOW + 300_001}.a`)]).toEqual([false, false]);
    expect([at(`${NOW - 1000}.a`, 1000), at(`${NOW - 1001}.a`, 1000)]).toEqual([true, false]);
  });

  it('is told by the nonce, or it is turned down', () => {
    expect(at('no-time')).toBe(false);
    const nonceTime = (): undefined => undefined;
    expect(verdictOf({ nonceTime }, HMACS['HMAC-SHA256'], NONCE).ok).toBe(false);
  });
});

describe('used nonces', () => {
  it('are told, and bounded: of 100,000 and more the latest are remembered', () => {
    const nonces = new MemoryNonces();
    const claims = Array.from({ length: 100_500 }, (_, at) => nonces.claim(`nonce-${at}`));
    expect(claims.every(Boolean)).toBe(true);
    expect(nonces.size).toBe(100_000);
    expect([nonces.claim('nonce-100499'), nonces.claim('nonce-500')]).toEqual([false, false]);
    expect(nonces.claim('nonce-0')).toBe(true);
  });

  it('are short, whatever was sent', () => {
    const nonce = 'x'.repeat(1_000_000);
    const signature = createHmac('sha256', SECRET).update(nonce).digest('hex');
    const verdict = verdictOf({}, signature, nonce);
    expect(verdict).toEqual({ ok: true, nonce: expect.stringMatching(/^[\w-]{43}$/) as string });
  });

  it('are not used up by a request that is turned down for another reason', () => {
    const access = new AccessControl({ pathSecrets: ['path-secret'], signature: options() });
    const headers = { 'x-signature': HMACS['HMAC-SHA256'], 'x-nonce': NONCE };
    expect(access.check(headWith({ headers }), ['wrong'])).toMatchObject({ ok: false });
    expect(access.check(headWith({ headers }), ['path-secret'])).toMatchObject({ ok: true, segments: [] });
  });
});

/** The two numbers of a signature in DER, 32 bytes each. */
function p1363Of(der: Buffer): Buffer {
  const rLength = der[3] ?? 0;
  const r = der.subarray(4, 4 + rLength);
  const s = der.subarray(6 + rLength);
  return Buffer.concat([r, s].map((each) => Buffer.concat([Buffer.alloc(32), each]).subarray(-32)));
}
