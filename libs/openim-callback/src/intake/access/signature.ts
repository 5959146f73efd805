import {
  constants,
  createHash,
  createHmac,
  createPublicKey,
  timingSafeEqual,
  verify,
  type KeyObject,
} from 'node:crypto';
import type { RequestHead } from '../request.js';
import { MemoryNonces } from './nonces.js';
import type { NonceStore, SignatureEncoding, SignatureOptions } from './signature-options.js';

/** What a signature says of a request: its nonce when it is right, or why it is not. */
export type SignatureVerdict =
  { readonly ok: true; readonly nonce: string } | { readonly ok: false; readonly detail: string };

const HASHES = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256', 'HMAC-SHA512': 'sha512' } as const;

/** What each encoding may look like; what a signature of several headers becomes does not. */
const FORMATS: Readonly<Record<SignatureEncoding, RegExp>> = {
  hex: /^(?:[0-9a-f]{2})+$/i,
  base64: /^[A-Za-z0-9+/]+={0,2}$/,
  base64url: /^[\w-]+={0,2}$/,
};

/** Milliseconds for which a nonce whose time is known is taken. */
const DEFAULT_MAX_AGE = 300_000;

type Verify = (signed: Buffer, signature: Buffer) => boolean;

/**
 * Checks the signature that OpenIM's Enterprise edition sends. It signs the value of the nonce's header and nothing
 * else: neither the body nor the path.
 */
export class SignatureCheck {
  private readonly store: NonceStore;
  private readonly keys: readonly Verify[];

  /** @throws {Error} for a public key that is none, or of another kind */
  constructor(
    private readonly options: SignatureOptions,
    private readonly now: () => number = Date.now,
  ) {
    this.store = options.seen ?? new MemoryNonces();
    this.keys = options.keys.map((key) => verifierOf(options.algorithm, key));
  }

  /** Checks the signature, not whether the nonce was used before. */
  check({ headers }: Pick<RequestHead, 'headers'>): SignatureVerdict {
    const { signatureHeader, nonceHeader, nonceTime, maxAge = DEFAULT_MAX_AGE } = this.options;
    const signature = headers[signatureHeader.toLowerCase()];
    const nonce = headers[nonceHeader.toLowerCase()];
    if (typeof signature !== 'string' || typeof nonce !== 'string' || nonce === '') {
      return { ok: false, detail: 'the signature or its nonce is missing' };
    }
    if (!this.isSigned(nonce, signature)) return { ok: false, detail: 'the signature is wrong' };
    if (nonceTime) {
      const time = nonceTime(nonce);
      // What is not a number is not recent either.
      const isRecent = time !== undefined && Math.abs(this.now() - time) <= maxAge;
      if (!isRecent)
        return { ok: false, detail: `the nonce of the signature is older or newer than ${maxAge} ms` };
    }
    return { ok: true, nonce: createHash('sha256').update(nonce, 'latin1').digest('base64url') };
  }

  /** Notes that a nonce was used; false when it was before. */
  claim(nonce: string): boolean | Promise<boolean> {
    const { nonceTime, maxAge = DEFAULT_MAX_AGE } = this.options;
    // One from the future is taken until its time has come and gone.
    return this.store.claim(nonce, nonceTime && 2 * maxAge);
  }

  /** Every key is tried, so that the time does not tell which one it was. */
  private isSigned(nonce: string, signature: string): boolean {
    // Node reads headers as Latin-1: this gives the bytes as they were sent.
    const signed = Buffer.from(nonce, 'latin1');
    const readings = this.options.encodings
      .filter((encoding) => FORMATS[encoding].test(signature))
      .map((encoding) => Buffer.from(signature, encoding));
    let isRight = false;
    for (const bytes of readings) {
      for (const isOf of this.keys) isRight = isOf(signed, bytes) || isRight;
    }
    return isRight;
  }
}

function verifierOf(algorithm: SignatureOptions['algorithm'], key: string): Verify {
  if (algorithm === 'RSA-SHA256') return rsaVerifier(publicKey(key, ['rsa', 'rsa-pss'], algorithm));
  if (algorithm === 'ECDSA-SHA256') return ecdsaVerifier(publicKey(key, ['ec'], algorithm));
  return (signed, signature) => {
    const right = createHmac(HASHES[algorithm], key).update(signed).digest();
    return signature.length === right.length && timingSafeEqual(signature, right);
  };
}

function publicKey(pem: string, types: readonly string[], algorithm: string): KeyObject {
  const key = createPublicKey(pem);
  if (types.includes(key.asymmetricKeyType ?? '')) return key;
  throw new Error(`a key of type ${String(key.asymmetricKeyType)} is no key for ${algorithm}`);
}

/** Which padding OpenIM uses is not documented; one is as safe as the other. */
const rsaVerifier =
  (key: KeyObject): Verify =>
  (signed, signature) =>
    [constants.RSA_PKCS1_PADDING, constants.RSA_PKCS1_PSS_PADDING].some((padding) =>
      verify('sha256', signed, { key, padding }, signature),
    );

/** Nor is how it writes the two numbers of the signature. */
const ecdsaVerifier =
  (key: KeyObject): Verify =>
  (signed, signature) =>
    (['der', 'ieee-p1363'] as const).some((dsaEncoding) =>
      verify('sha256', signed, { key, dsaEncoding }, signature),
    );
