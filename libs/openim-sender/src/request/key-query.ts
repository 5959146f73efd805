import { marshal } from '../json/marshal.js';
import {
  type GoUrl,
  requestTarget,
  escapePercent,
  unescapePercent,
  BadRequestOptionsError,
} from './go-url.js';

/** Where a message belongs; what the `key` query parameter holds. */
export interface KeyData {
  readonly sendID: string;
  readonly recvID: string;
  readonly groupID: string;
}

/** The value of `key`: standard base64 of the JSON of {@link KeyData}. */
export function encodeKey(data: KeyData): string {
  const { sendID, recvID, groupID } = data;
  return Buffer.from(marshal({ sendID, recvID, groupID }).trimEnd(), 'utf8').toString('base64');
}

/**
 * The URL with `key` set, as `AsyncPostWithQuery` builds it: parsed, all parameters re-encoded in the order of
 * their names, unparsable ones dropped (open-im-server main, pkg/common/webhook).
 */
export function withKey(url: GoUrl, key: string): string {
  const values = parseQuery(url.query ?? '');
  values.set('key', [key]);
  const query = [...values]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')))
    .flatMap(([name, list]) => list.map((value) => `${escapeQuery(name)}=${escapeQuery(value)}`))
    .join('&');
  return `${url.origin}${requestTarget({ ...url, query: undefined })}?${query}${url.fragment}`;
}

// Names and values are kept as latin1 text, one character for each byte.
function parseQuery(query: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const [name = '', ...value] = pair.split('=');
    try {
      const key = unescapeQuery(name);
      values.set(key, [...(values.get(key) ?? []), unescapeQuery(value.join('='))]);
    } catch (error) {
      if (!(error instanceof BadRequestOptionsError)) throw error;
    }
  }
  return values;
}

function unescapeQuery(text: string): string {
  return unescapePercent(text.replaceAll('+', ' ')).toString('latin1');
}

function escapeQuery(latin1: string): string {
  return escapePercent(Buffer.from(latin1, 'latin1'), /[A-Za-z0-9\-_.~ ]/).replaceAll(' ', '+');
}
