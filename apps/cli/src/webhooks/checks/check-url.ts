import { BadRequestOptionsError, buildRequest } from 'openim-sender';
import { maskPassword } from '../../output/printable.js';
import type { FindingDetails } from '../finding.js';

/**
 * What is wrong with `url`, to which OpenIM appends `/` and the command without looking at it (v3.7.0 to main).
 * Nothing that is said shows a password.
 */
export function checkUrl(url: unknown): readonly FindingDetails[] {
  if (url === undefined || url === null || url === '') return [MISSING];
  const text = typeof url === 'string' ? url : JSON.stringify(url);
  const trimmed = text.trim();
  const found = [
    trimmed === text ? undefined : SPACE,
    /^https?:\/\//i.test(trimmed) ? undefined : noScheme(trimmed),
    userinfo(trimmed),
    ...afterUserinfo(withoutUserinfo(trimmed)),
  ].filter((each) => each !== undefined);
  return found.length > 0 ? found : unsendable(text);
}

const MISSING: FindingDetails = {
  code: 'url-missing',
  severity: 'error',
  reason: 'there is no url, so every callback fails with 90004, and before callbacks refuse',
  fix: 'write where the app receives, url: http://<host>:<port>/<path>; its boot log shows it',
};

const SPACE: FindingDetails = {
  code: 'url-space',
  severity: 'error',
  reason:
    'the url begins or ends with a space, which OpenIM does not take away: every callback fails with 90004',
  fix: 'remove the space',
};

function noScheme(url: string): FindingDetails {
  const other = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1];
  return {
    code: 'url-scheme',
    severity: 'error',
    reason: `${other === undefined ? 'the url has no scheme' : `OpenIM cannot send to ${other}://`}: every callback fails with 90004`,
    fix: 'begin it with http:// or https://',
  };
}

// Up to the last @ that can end it: not one behind host:port/, which belongs to the path.
const AUTHORITY = /^([a-z][a-z0-9+.-]*:\/\/)(?![^:/?#@]+(?::\d*)?[/?#])(.*)@/is;

function userinfo(url: string): FindingDetails | undefined {
  const written = AUTHORITY.exec(url)?.[2] ?? '';
  if (/^(?:[\w.~!$&'()*+,;=:-]|%[\da-f]{2})*$/i.test(written)) return undefined;
  const onlyAt = /^(?:[\w.~!$&'()*+,;=:@-]|%[\da-f]{2})*$/i.test(written);
  return {
    code: 'url-userinfo',
    severity: onlyAt ? 'warning' : 'error',
    reason: onlyAt
      ? 'the user name or password has an @ that is not escaped: OpenIM copes with that, other programs do not'
      : 'the user name or password has a character that is not escaped, so that OpenIM takes the url apart in the wrong place: every callback fails with 90004',
    fix: 'escape both as encodeURIComponent() does: @ is %40, / is %2F, ? is %3F, # is %23, % is %25',
  };
}

const withoutUserinfo = (url: string): string => url.replace(AUTHORITY, '$1');

function* afterUserinfo(url: string): Generator<FindingDetails> {
  const [address = '', ...fragment] = url.split('#');
  const [path = '', ...query] = address.split('?');
  if (query.length > 0) yield QUERY;
  if (fragment.length > 0) yield FRAGMENT;
  if (path.replace(/^[a-z]+:\/\//i, '').endsWith('/')) yield SLASH;
}

const QUERY: FindingDetails = {
  code: 'url-query',
  severity: 'error',
  reason:
    'the url has a query string: OpenIM appends the command to that, so that the command is not in the path and the parameter is spoilt',
  fix: 'put a secret into the path, http://host/path/<secret>, with the option access.pathSecrets of the module',
};

const FRAGMENT: FindingDetails = {
  code: 'url-fragment',
  severity: 'error',
  reason: 'the url has a #: what follows is never sent, the command included',
  fix: 'remove it and what follows',
};

const SLASH: FindingDetails = {
  code: 'url-trailing-slash',
  severity: 'warning',
  reason:
    'the url ends with a slash, so that callbacks arrive at //<command>: exact routes and proxies answer 404, which OpenIM takes for permission',
  fix: 'remove the slash',
};

function unsendable(url: string): readonly FindingDetails[] {
  try {
    buildRequest({ url, command: 'afterUserOnline' });
    return [];
  } catch (error) {
    if (!(error instanceof BadRequestOptionsError)) throw error;
    const reason = `OpenIM cannot send to the url (${maskPassword(error.message)}): every callback fails with 90004`;
    return [
      { code: 'url-invalid', severity: 'error', reason, fix: 'write it as http://<host>:<port>/<path>' },
    ];
  }
}
