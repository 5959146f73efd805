import { isIP } from 'node:net';
import type { RequestHead } from '../request.js';
import type { AccessOptions } from './access-options.js';

/** What proxies wrote of the way of a request. */
type ForwardedHeader = NonNullable<AccessOptions['forwardedHeader']>;

/** Stands for a sender whose address the header does not tell. */
const UNKNOWN = 'unknown';

/** The addresses that a header tells, the sender's first, each without its port and its brackets. */
export function forwardedAddresses(headers: RequestHead['headers'], name: ForwardedHeader): string[] {
  const value = [headers[name] ?? []].flat().join(',');
  const elements = name === 'forwarded' ? splitUnquoted(value, ',') : value.split(',');
  return elements
    .map((element) => element.trim())
    .filter(Boolean)
    .map((element) => addressIn(name === 'forwarded' ? forOf(element) : element));
}

/** The `for` of an element of `Forwarded` (RFC 7239), `for="[2001:db8::1]:4711";proto=https`. */
function forOf(element: string): string {
  for (const pair of splitUnquoted(element, ';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim().toLowerCase() !== 'for') continue;
    const sender = pair.slice(at + 1).trim();
    return sender.startsWith('"') && sender.endsWith('"') ? sender.slice(1, -1) : sender;
  }
  return '';
}

/** Takes a text apart where the separator stands outside quotes; in one go, as senders choose how long it is. */
function splitUnquoted(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') isQuoted = !isQuoted;
    else if (char === '\\' && isQuoted) at++;
    else if (char === separator && !isQuoted) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** `10.0.0.1`, `10.0.0.1:5060`, `2001:db8::1`, `[2001:db8::1]` and `[2001:db8::1]:443`. */
function addressIn(text: string): string {
  const address = /^\[([^\]]*)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return isIP(address) === 0 ? UNKNOWN : address;
}
