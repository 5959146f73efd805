/** How OpenIM's Enterprise edition signs, `signature.algorithm` of its webhooks.yml. */
export type SignatureAlgorithm = 'HMAC-SHA1' | 'HMAC-SHA256' | 'HMAC-SHA512' | 'RSA-SHA256' | 'ECDSA-SHA256';

/** How the bytes of a signature are written in its header. */
export type SignatureEncoding = 'hex' | 'base64' | 'base64url';

/** Remembers which nonces were used. One that replicas share keeps a request from being sent again to another. */
export interface NonceStore {
  /**
   * Notes, at once for all who share it, that a nonce was used. While this throws, rejects or takes longer than the
   * module's `deadline`, callbacks are turned down.
   *
   * @param nonce the SHA-256 of what was sent, in base64url: 43 characters
   * @param keep milliseconds after which it may be forgotten, since it is turned down for its age then; undefined when
   * nobody looks how old a nonce is
   * @returns false when it was used before
   */
  claim(nonce: string, keep?: number): boolean | Promise<boolean>;
}

/**
 * The signature of OpenIM's Enterprise edition. Only the value of the nonce's header is signed: whoever sees one pair
 * of headers can put any body behind it until the nonce is used. Nothing public says what the headers are called and
 * how the signature is written, so that both must be given, as your webhooks.yml and one recorded request have them.
 */
export interface SignatureOptions {
  /** `signature.algorithm` in webhooks.yml. */
  readonly algorithm: SignatureAlgorithm;
  /** `signature.signatureHeader` in webhooks.yml. */
  readonly signatureHeader: string;
  /** `signature.nonceHeader` in webhooks.yml. */
  readonly nonceHeader: string;
  /** Secrets of an HMAC, or public keys in PEM. Each is taken, so that they can be rotated. */
  readonly keys: readonly string[];
  /** How the signature may be written. */
  readonly encodings: readonly SignatureEncoding[];
  /**
   * Tells when a nonce was made, in unix milliseconds; undefined for one that does not say, which is turned down.
   * @default nobody looks how old a nonce is
   */
  readonly nonceTime?: (nonce: string) => number | undefined;
  /** Milliseconds by which the time of a nonce may differ from now, with `nonceTime`. @default 300000 (5 minutes) */
  readonly maxAge?: number;
  /**
   * Where used nonces are remembered; `usedNonces` of the inbox of `nestjs-openim-callback-bullmq` is in its store.
   * @default the latest 100000, in the memory of this process
   */
  readonly seen?: NonceStore;
}
