import type { SignatureOptions } from './signature-options.js';

/** A name and password for HTTP Basic authentication. */
export interface BasicCredentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Who may send callbacks. OpenIM's open-source edition signs nothing, and what the Enterprise edition signs is not the
 * body, so use a secret and keep the endpoint off public networks. Each list admits any of its entries, so that secrets
 * can be rotated; whatever is given must be satisfied.
 */
export interface AccessOptions {
  /**
   * Secrets, one of which must follow the path: `url: http://host/callbackExample/<secret>`. OpenIM shows the
   * whole url to callers of its REST interface when a callback fails on the network, so rotate it after such
   * an outage.
   * @default none
   */
  readonly pathSecrets?: readonly string[];
  /**
   * Credentials as OpenIM sends them for `url: http://user:password@host/...`. They leak the same way.
   * @default none
   */
  readonly basic?: readonly BasicCredentials[];
  /**
   * Addresses and CIDR ranges that may send, `10.0.0.0/8`, `fd00::/8`; `'unix'` for whoever connects to a Unix socket
   * that the app listens on. @default everyone
   */
  readonly allow?: readonly string[];
  /**
   * Proxies that are believed when they tell the sender's address, as addresses and CIDR ranges; `'unix'` for one that
   * connects to a Unix socket. @default none
   */
  readonly trustedProxies?: readonly string[];
  /**
   * The header in which they tell it: the one that they write themselves, since the other one may be the sender's.
   * @default 'x-forwarded-for'
   */
  readonly forwardedHeader?: 'x-forwarded-for' | 'forwarded';
  /** The signature of OpenIM's Enterprise edition. @default none */
  readonly signature?: SignatureOptions;
}
