import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHead } from '../request.js';
import type { AccessOptions } from './access-options.js';
import { AddressList, UNIX_SOCKET, unmapped } from './address-list.js';
import { forwardedAddresses } from './forwarded.js';
import { SignatureCheck } from './signature.js';

/** A request that may go on, with the segments of its path that come after the secret; or why it may not. */
export type AccessVerdict =
  | { readonly ok: true; readonly segments: readonly string[]; readonly nonce?: string }
  | { readonly ok: false; readonly detail: string };

/** Decides who may send callbacks. */
export class AccessControl {
  private readonly secrets: SecretList | undefined;
  private readonly credentials: SecretList | undefined;
  private readonly allowed: AddressList | undefined;
  private readonly proxies: AddressList | undefined;
  private readonly signature: SignatureCheck | undefined;
  private readonly forwardedHeader: NonNullable<AccessOptions['forwardedHeader']>;

  /** @throws {RangeError} for an address or CIDR range that is none */
  constructor({
    pathSecrets,
    basic,
    allow,
    trustedProxies = [],
    forwardedHeader = 'x-forwarded-for',
    signature,
  }: AccessOptions) {
    this.signature = signature && new SignatureCheck(signature);
    this.forwardedHeader = forwardedHeader;
    this.secrets = pathSecrets && new SecretList(pathSecrets);
    this.credentials =
      basic && new SecretList(basic.map(({ username, password }) => `${username}:${password}`));
    this.allowed = allow && new AddressList(allow);
    this.proxies = trustedProxies.length > 0 ? new AddressList(trustedProxies) : undefined;
  }

  /** Whether nobody may send over a Unix socket, whose other end has no address. */
  get shutsOutUnixSockets(): boolean {
    return Boolean(
      this.allowed && !this.allowed.includes(UNIX_SOCKET) && !this.proxies?.includes(UNIX_SOCKET),
    );
  }

  /** Checks a request's address, credentials and path secret. */
  check(head: RequestHead, segments: readonly string[]): AccessVerdict {
    if (this.allowed && !this.allowed.includes(this.senderOf(head) ?? '')) {
      return { ok: false, detail: 'the address is not on the allow list' };
    }
    if (this.credentials && !this.credentials.includes(basicCredentials(head.headers.authorization))) {
      return { ok: false, detail: 'the Basic credentials are missing or wrong' };
    }
    if (!this.secrets) return this.checkSignature(head, segments);
    const [secret = '', ...rest] = segments;
    return this.secrets.includes(secret)
      ? this.checkSignature(head, rest)
      : { ok: false, detail: 'the path secret is missing or wrong' };
  }

  /** Notes that the nonce of a signature was used; false when it was before. */
  claim(nonce: string): boolean | Promise<boolean> {
    return this.signature?.claim(nonce) ?? true;
  }

  private checkSignature(head: RequestHead, segments: readonly string[]): AccessVerdict {
    if (!this.signature) return { ok: true, segments };
    const verdict = this.signature.check(head);
    return verdict.ok ? { ...verdict, segments } : verdict;
  }

  /** The sender's address: the socket's, or the first that a trusted proxy did not add itself. */
  senderOf({ remoteAddress, headers }: RequestHead): string | undefined {
    if (remoteAddress === undefined) return undefined;
    if (!this.proxies) return unmapped(remoteAddress);
    const { proxies } = this;
    const hops = [...forwardedAddresses(headers, this.forwardedHeader), remoteAddress].map(unmapped);
    while (hops.length > 1 && proxies.includes(hops.at(-1) ?? '')) hops.pop();
    return hops.at(-1);
  }
}

function basicCredentials(header: string | undefined): string {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  return encoded === undefined ? '' : Buffer.from(encoded, 'base64').toString('utf8');
}

/** Tells whether a given text is one of several secrets, in a time that depends on neither. */
export class SecretList {
  private readonly digests: readonly Buffer[];

  constructor(secrets: readonly string[]) {
    this.digests = secrets.map(digest);
  }

  /** Compares with every secret, so that the time does not tell which one came close. */
  includes(given: string): boolean {
    const candidate = digest(given);
    return this.digests.reduce((found, secret) => timingSafeEqual(secret, candidate) || found, false);
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
