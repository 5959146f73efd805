import { generateKeyPairSync, verify } from 'node:crypto';
import { createSigner, SignatureOptionsError, type SignatureOptions } from './signature.js';

const OPTIONS = {
  algorithm: 'HMAC-SHA256',
  signatureHeader: 'x-SIGNATURE',
  nonceHeader: 'x-nonce',
  secret: 'Jefe',
  encoding: 'hex',
} as const;

const pem = (key: { export(options: { format: 'pem'; type: 'pkcs8' }): string | Buffer }): string =>
  key.export({ format: 'pem', type: 'pkcs8' }).toString();

describe('createSigner', () => {
  // RFC 2202 and RFC 4231, case 2.
  it.each([
    ['HMAC-SHA1', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
    ['HMAC-SHA256', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [
      'HMAC-SHA512',
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    ],
  ] as const)('signs the nonce, and nothing else, with %s', (algorithm, signature) => {
    const nonce = (): string => 'what do ya want for nothing?';
    expect(createSigner({ ...OPTIONS, algorithm, nonce })()).toEqual([
      ['X-Nonce', 'what do ya want for nothing?'],
      ['X-Signature', signature],
    ]);
    const bytes = Buffer.from(signature, 'hex');
    for (const encoding of ['base64', 'base64url'] as const) {
      expect(createSigner({ ...OPTIONS, algorithm, nonce, encoding })()[1]?.[1]).toBe(
        bytes.toString(encoding),
      );
    }
  });

  it.each([
    ['RSA-SHA256', generateKeyPairSync('rsa', { modulusLength: 2048 })],
    ['ECDSA-SHA256', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ] as const)('signs with the private key of %s', (algorithm, { privateKey, publicKey }) => {
    const sign = createSigner({ ...OPTIONS, algorithm, secret: pem(privateKey), encoding: 'base64' });
    const [[, nonce] = ['', ''], [, signature] = ['', '']] = sign();
    expect(verify('sha256', Buffer.from(nonce), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
  });

  it('has a nonce of its own for each callback', () => {
    const sign = createSigner(OPTIONS);
    const nonces = Array.from({ length: 100 }, () => sign()[0]?.[1]);
    expect(new Set(nonces).size).toBe(100);
  });

  const ec = pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

  it.each<[Partial<SignatureOptions>, string]>([
    [{ nonceHeader: '' }, 'signatureHeader and nonceHeader must be names of two headers'],
    [{ signatureHeader: 'x nonce' }, 'must be names of two headers'],
    [{ signatureHeader: 'X-NONCE' }, 'must be names of two headers'],
    [{ algorithm: 'HMAC-MD5' as 'HMAC-SHA1' }, 'algorithm must be one of HMAC-SHA1, '],
    [{ secret: '' }, 'secret must not be empty'],
    [{ algorithm: 'RSA-SHA256' }, 'secret must be a private key in PEM form for RSA-SHA256'],
    [{ algorithm: 'RSA-SHA256', secret: ec }, 'secret is a key for ec, which RSA-SHA256 cannot use'],
  ])('refuses %p', (options, reason) => {
    expect(() => createSigner({ ...OPTIONS, ...options })).toThrow(SignatureOptionsError);
    expect(() => createSigner({ ...OPTIONS, ...options })).toThrow(reason);
  });
});
