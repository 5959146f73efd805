import { UsageError } from '../../usage-error.js';

/** What a url has to be like. */
export interface UrlWish {
  /** The option that gives it. */
  readonly option: string;
  readonly protocols: readonly string[];
  readonly example: string;
}

/**
 * A url without password and query, which may hold one too.
 *
 * @throws {UsageError} for what cannot be read, or is none of the protocols; it is not repeated, for the same reason
 */
export function shownUrl(text: string, { option, protocols, example }: UrlWish): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !protocols.includes(url.protocol) || url.hostname === '')
    throw new UsageError(`${option} must be a URL like ${example}; % signs escape what is special in it`);
  const user = url.password === '' ? url.username : `${url.username}:***`;
  return `${url.protocol}//${user === '' ? '' : `${user}@`}${url.host}${url.pathname}`;
}
