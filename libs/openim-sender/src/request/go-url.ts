import { domainToASCII } from 'node:url';

/**
 * Go cannot make a request of the URL or the operation id. OpenIM reports it as it reports a dead network:
 * code 90004, every time.
 */
export class BadRequestOptionsError extends Error {
  override readonly name = 'BadRequestOptionsError';
}

/** A URL as Go's `net/url` takes it apart and `net/http` sends it. */
export interface GoUrl {
  readonly scheme: 'http' | 'https';
  /** The `Host` header: host and port as written, a port of no digits dropped. */
  readonly host: string;
  readonly hostname: string;
  /** As written; undefined when the scheme's own is meant. */
  readonly port: string | undefined;
  /** `Basic ...` when the URL has user information. */
  readonly authorization: string | undefined;
  /** The escaped path, possibly empty. */
  readonly path: string;
  /** Without the question mark; undefined when there is none. */
  readonly query: string | undefined;
  /** Everything before the path, user information included. */
  readonly origin: string;
  /** With the `#`; never sent. */
  readonly fragment: string;
}

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;
const USERINFO = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const HOST = /^(?:\[[^\]]*\]|[^:[\]]*)(?::[0-9]*)?$/;
const HOST_FORBIDDEN = /[\s"\\^`{|}%<>]/;
const PATH_AS_WRITTEN = /^[A-Za-z0-9\-_.~$&+,/:;=@!'()*[\]%]*$/;
const PATH_UNESCAPED = /[A-Za-z0-9\-_.~$&+,/:;=@]/;

/**
 * Parses a URL as `http.NewRequest` and the transport do: nothing is trimmed, cleaned or repaired.
 *
 * @throws {BadRequestOptionsError} where Go gives up
 */
export function parseGoUrl(text: string): GoUrl {
  const mark = text.includes('#') ? text.indexOf('#') : text.length;
  const address = text.slice(0, mark);
  if (hasControlCharacter(address)) {
    throw new BadRequestOptionsError('net/url: invalid control character in URL');
  }
  unescapePercent(text.slice(mark));
  const scheme = readScheme(address);
  const [, authority = '', rest = ''] = /^\/\/([^/?]*)(.*)$/s.exec(address.slice(scheme.length + 1)) ?? [];
  const at = authority.lastIndexOf('@');
  const host = readHost(authority.slice(at + 1));
  const [path = '', ...query] = rest.split('?');
  return {
    scheme,
    ...host,
    authorization: at < 0 ? undefined : readAuthorization(authority.slice(0, at)),
    path: escapePath(path),
    query: rest.includes('?') ? query.join('?') : undefined,
    origin: `${scheme}://${authority}`,
    fragment: text.slice(mark),
  };
}

/** What stands in the request line. */
export function requestTarget(url: GoUrl): string {
  const path = url.path === '' ? '/' : url.path;
  return url.query === undefined ? path : `${path}?${url.query}`;
}

function readScheme(address: string): 'http' | 'https' {
  const scheme = SCHEME.exec(address)?.[1]?.toLowerCase() ?? '';
  if (scheme === 'http' || scheme === 'https') return scheme;
  if (scheme === '' && /^[^/?]*:/.test(address)) {
    throw new BadRequestOptionsError('first path segment in URL cannot contain colon');
  }
  throw new BadRequestOptionsError(`unsupported protocol scheme ${JSON.stringify(scheme)}`);
}

function readAuthorization(userinfo: string): string {
  if (!USERINFO.test(userinfo)) throw new BadRequestOptionsError('net/url: invalid userinfo');
  const [user = '', ...password] = userinfo.split(':');
  const bytes = [unescapePercent(user), Buffer.from(':'), unescapePercent(password.join(':'))];
  return `Basic ${Buffer.concat(bytes).toString('base64')}`;
}

function readHost(written: string): Pick<GoUrl, 'host' | 'hostname' | 'port'> {
  if (!HOST.test(written) || HOST_FORBIDDEN.test(written)) {
    throw new BadRequestOptionsError(`invalid host ${JSON.stringify(written)}`);
  }
  const [, name = '', port = ''] = /^(.*?)(?::([0-9]*))?$/s.exec(written) ?? [];
  const ascii = /^[ -~]*$/.test(name) ? name : domainToASCII(name);
  if (ascii === '') throw new BadRequestOptionsError('http: no Host in request URL');
  return {
    host: port === '' ? ascii : `${ascii}:${port}`,
    hostname: ascii.replace(/^\[|\]$/g, ''),
    port: port === '' ? undefined : port,
  };
}

// Go keeps a path that is validly escaped as it is and escapes any other afresh.
function escapePath(path: string): string {
  const bytes = unescapePercent(path);
  return PATH_AS_WRITTEN.test(path) ? path : escapePercent(bytes, PATH_UNESCAPED);
}

const BROKEN_ESCAPE = /%(?![0-9A-Fa-f]{2})/;

/** Undoes percent encoding; the result is bytes, because they need not be UTF-8. Go: `url.unescape`. */
export function unescapePercent(text: string): Buffer {
  const broken = BROKEN_ESCAPE.exec(text);
  if (broken !== null) {
    const escape = text.slice(broken.index, broken.index + 3);
    throw new BadRequestOptionsError(`invalid URL escape ${JSON.stringify(escape)}`);
  }
  const parts = text.split(/(%[0-9A-Fa-f]{2})/);
  return Buffer.concat(
    parts.map((part) =>
      part.startsWith('%') ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'),
    ),
  );
}

/** Percent-encodes every byte that `allowed` does not name. */
export function escapePercent(bytes: Buffer, allowed: RegExp): string {
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    return allowed.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** Whether the text holds an ASCII control character, DEL included; C1 controls do not count, as in Go. */
export function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < ' ' || character === '\u007f');
}
