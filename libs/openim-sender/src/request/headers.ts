import { type GoUrl, BadRequestOptionsError, hasControlCharacter } from './go-url.js';

/** One header line. */
export type Header = readonly [name: string, value: string];

/** What decides the headers of a request. */
export interface HeaderInput {
  readonly url: GoUrl;
  readonly operationID: string;
  /** Length of the body in bytes; undefined for a GET that follows a redirect. */
  readonly contentLength: number | undefined;
  /** Set on requests that follow a redirect. */
  readonly referer?: string | undefined;
}

/**
 * The headers in the order and spelling of Go's `net/http`: its own first, then the caller's by name, then
 * `Accept-Encoding`. There is no `Connection` and no `Accept` header.
 *
 * @throws {BadRequestOptionsError} for an operation id that Go refuses to send
 */
export function goHeaders(input: HeaderInput): Header[] {
  const { url, contentLength, referer } = input;
  const body = contentLength !== undefined;
  return [
    ['Host', url.host],
    ['User-Agent', 'Go-http-client/1.1'],
    ...(body ? [['Content-Length', String(contentLength)] as const] : []),
    ...(url.authorization === undefined ? [] : [['Authorization', url.authorization] as const]),
    ...(body ? [['Content-Type', 'application/json; charset=utf-8'] as const] : []),
    ['Operationid', headerValue(input.operationID)],
    ...(referer === undefined ? [] : [['Referer', referer] as const]),
    ['Accept-Encoding', 'gzip'],
  ];
}

function headerValue(value: string): string {
  if (hasControlCharacter(value.replaceAll('\t', ''))) {
    throw new BadRequestOptionsError('net/http: invalid header field value for "Operationid"');
  }
  return value.replace(/^[ \t]+|[ \t]+$/g, '');
}
