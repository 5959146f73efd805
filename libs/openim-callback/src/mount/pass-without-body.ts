import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Pass } from './request-interceptor.js';

/** Headers that would make the framework's body parser wait for bytes that have been read already. */
const ABOUT_THE_BODY: ReadonlySet<string> = new Set([
  'content-length',
  'content-type',
  'content-encoding',
  'transfer-encoding',
]);

/**
 * Hands a request whose body was read to the framework, as one without a body, under its plain path: without
 * doubled slashes, which routers do not match, and without the secret, which access logs would show.
 */
export function passWithoutBody(
  request: IncomingMessage,
  base: string,
  pathCommand: string | undefined,
  pass: Pass,
): void {
  // The object is replaced, not changed: what was sent is kept with the callback.
  const headers: IncomingHttpHeaders = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (!ABOUT_THE_BODY.has(name)) headers[name] = value;
  }
  request.headers = headers;
  const query = request.url?.indexOf('?') ?? -1;
  request.url =
    (pathCommand === undefined ? base : `${base}/${encodeURIComponent(pathCommand)}`) +
    (query < 0 ? '' : (request.url?.slice(query) ?? ''));
  pass();
}
