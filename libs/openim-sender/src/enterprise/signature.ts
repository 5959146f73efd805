import { createHmac, createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { Header } from '../request/headers.js';

/** The algorithms that OpenIM's Enterprise edition can sign with. */
export const signatureAlgorithms = [
  'HMAC-SHA1',
  'HMAC-SHA256',
  'HMAC-SHA512',
  'RSA-SHA256',
  'ECDSA-SHA256',
] as const;

/** One of {@link signatureAlgorithms}. */
export type SignatureAlgorithm = (typeof signatureAlgorithms)[number];

/**
 * How the Enterprise edition signs callbacks: `signature` of its webhooks.yml, and what its documentation leaves open.
 * It signs the nonce and nothing else: whoever sees one signed nonce can send any body with it until the receiver has
 * taken it.
 */
export interface SignatureOptions {
  readonly algorithm: SignatureAlgorithm;
  /** Name of the header with the signature. */
  readonly signatureHeader: string;
  /** Name of the header with the nonce. */
  readonly nonceHeader: string;
  /** The secret of an HMAC; of the others a private key in PEM form. RSA pads as PKCS #1 v1.5, ECDSA writes DER. */
  readonly secret: string | Buffer;
  /** How the bytes of the signature are written; not documented, so there is no default. */
  readonly encoding: 'hex' | 'base64' | 'base64url';
  /**
   * Makes the nonce of a callback.
   *
   * @default a UUID
   */
  readonly nonce?: (() => string) | undefined;
}

/** A callback cannot be signed with these options; the message says which one to change. */
export class SignatureOptionsError extends Error {
  override readonly name = 'SignatureOptionsError';
}

const HASHES: Readonly<Record<string, string>> = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' };
const KEY_TYPES: Readonly<Record<string, string>> = { RSA: 'rsa', ECDSA: 'ec' };

/**
 * Makes what signs callbacks: each call gives the two headers of another callback.
 *
 * @throws {SignatureOptionsError} for what cannot be the name of a header, or a key of another algorithm
 */
export function createSigner(options: SignatureOptions): () => readonly Header[] {
  const { algorithm, encoding, nonce = randomUUID } = options;
  const [nonceHeader, signatureHeader] = [options.nonceHeader, options.signatureHeader].map(canonicalName);
  if (nonceHeader === undefined || signatureHeader === undefined || nonceHeader === signatureHeader)
    throw new SignatureOptionsError('signatureHeader and nonceHeader must be names of two headers');
  const signed = signerOf(algorithm, options.secret);
  return () => {
    const value = nonce();
    return [
      [nonceHeader, value],
      [signatureHeader, signed(Buffer.from(value)).toString(encoding)],
    ];
  };
}

function signerOf(algorithm: SignatureAlgorithm, secret: string | Buffer): (data: Buffer) => Buffer {
  const [kind = '', digest = ''] = algorithm.split('-');
  const hash = HASHES[digest];
  if (hash === undefined || !(signatureAlgorithms as readonly string[]).includes(algorithm))
    throw new SignatureOptionsError(`algorithm must be one of ${signatureAlgorithms.join(', ')}`);
  if (secret.length === 0) throw new SignatureOptionsError('secret must not be empty');
  if (kind === 'HMAC') return (data) => createHmac(hash, secret).update(data).digest();
  const key = readKey(algorithm, secret);
  if (key.asymmetricKeyType !== KEY_TYPES[kind])
    throw new SignatureOptionsError(
      `secret is a key for ${key.asymmetricKeyType}, which ${algorithm} cannot use`,
    );
  return (data) => sign(hash, data, key);
}

function readKey(algorithm: SignatureAlgorithm, secret: string | Buffer): KeyObject {
  try {
    return createPrivateKey(secret);
  } catch (error) {
    throw new SignatureOptionsError(`secret must be a private key in PEM form for ${algorithm}`, {
      cause: error,
    });
  }
}

/** A name as Go writes it; undefined for what is none. */
function canonicalName(name: string): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return undefined;
  return name.toLowerCase().replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}
