import { domainToASCII } from 'node:url';
import { BadRequestOptionsError } from './bad-request-options-error.js';
import { hasControlCharacter } from './control-characters.js';
import { escapePercent, unescapePercent } from './percent.js';

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
