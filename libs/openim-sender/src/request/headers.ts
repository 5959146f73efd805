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
  /** Those of a signature. */
  readonly others?: readonly Header[] | undefined;
}

/**
 * The headers in the order and spelling of Go's `net/http`: its own first, then the caller's by name, then
 * `Accept-Encoding`. There is no `Connection` and no `Accept` header.
 *
 * @throws {BadRequestOptionsError} for an operation id that Go refuses to send
 */
export function goHeaders(input: HeaderInput): Header[] {
  const { url, contentLength, referer, others = [] } = input;
  const body = contentLength !== undefined;
  const own: Header[] = [
    ...(url.authorization === undefined ? [] : [['Authorization', url.authorization] as const]),
    ...(body ? [['Content-Type', 'application/json; charset=utf-8'] as const] : []),
    ['Operationid', headerValue('Operationid', input.operationID)],
    ...(referer === undefined ? [] : [['Referer', referer] as const]),
    ...others.map(([name, value]) => [name, headerValue(name, value)] as const),
  ];
  return [
    ['Host', url.host],
    ['User-Agent', 'Go-http-client/1.1'],
    ...(body ? [['Content-Length', String(contentLength)] as const] : []),
    ...own.sort(([one], [other]) => (one < other ? -1 : 1)),
    ['Accept-Encoding', 'gzip'],
  ];
}

/** Of the headers of a request, those that a signature has added. */
export const signatureHeaders = (headers: readonly Header[]): readonly Header[] =>
  headers.filter(([name]) => !PLAIN.has(name));

const PLAIN: ReadonlySet<string> = new Set([
  'Host',
  'User-Agent',
  'Content-Length',
  'Authorization',
  'Content-Type',
  'Operationid',
  'Referer',
  'Accept-Encoding',
]);

function headerValue(name: string, value: string): string {
  if (hasControlCharacter(value.replaceAll('\t', ''))) {
    throw new BadRequestOptionsError(`net/http: invalid header field value for "${name}"`);
  }
  return value.replace(/^[ \t]+|[ \t]+$/g, '');
}
