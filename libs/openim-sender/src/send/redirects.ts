import { BadRequestOptionsError, type GoUrl, parseGoUrl, requestTarget } from '../request/go-url.js';
import { goHeaders, signatureHeaders } from '../request/headers.js';
import type { Exchange, RawAnswer } from './exchange.js';

/** The request after which Go's `http.Client` stops following redirects. */
export const MAX_REQUESTS = 10;

/**
 * The request that follows a redirect, undefined when the answer is final. As in Go's `http.Client`: 301, 302
 * and 303 turn a POST into a GET without body, 307 and 308 repeat it, and a redirect without `Location` is an
 * answer like any other.
 *
 * @throws {BadRequestOptionsError} when the new URL is unusable
 */
export function redirect(request: Exchange, answer: RawAnswer, operationID: string): Exchange | undefined {
  if (![301, 302, 303, 307, 308].includes(answer.status) || answer.location === '') return undefined;
  const repeat = answer.status === 307 || answer.status === 308;
  const method = repeat ? request.method : 'GET';
  const body = repeat ? request.body : undefined;
  const url = resolve(answer.location, request.url);
  const referer =
    request.url.scheme === 'https' && url.scheme === 'http' ? undefined : refererOf(request.url);
  const others = signatureHeaders(request.headers);
  const headers = goHeaders({ url, operationID, contentLength: body?.length, referer, others });
  return { method, url, headers, body };
}

function resolve(location: string, base: GoUrl): GoUrl {
  // The header came as latin1; its bytes are meant to be UTF-8.
  const reference = Buffer.from(location, 'latin1').toString('utf8');
  const from = `${base.origin}${requestTarget(base)}`;
  if (!URL.canParse(reference, from)) {
    throw new BadRequestOptionsError(`failed to parse Location header ${JSON.stringify(reference)}`);
  }
  return parseGoUrl(new URL(reference, from).href);
}

function refererOf(url: GoUrl): string {
  const target = url.path === '' && url.query === undefined ? '' : requestTarget(url);
  return `${url.scheme}://${url.host}${target}${url.fragment}`;
}
