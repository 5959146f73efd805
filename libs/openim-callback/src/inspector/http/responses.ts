import type { ServerResponse } from 'node:http';

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const JSON_UTF8 = 'application/json; charset=utf-8';

/** Headers of an answer beside those that every one has. */
export type OwnHeaders = Readonly<Record<string, string | number>>;

/**
 * Begins an answer with everything that keeps other sites out of it. What the app has set is replaced, and what would
 * let other origins read it is taken away.
 */
export function begin(response: ServerResponse, status: number, headers: OwnHeaders): void {
  for (const name of response.getHeaderNames())
    if (name.startsWith('access-control-')) response.removeHeader(name);
  response.writeHead(status, {
    'Cache-Control': 'no-store',
    'Content-Security-Policy': POLICY,
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...headers,
  });
}

/** Answers with JSON. */
export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: OwnHeaders = {},
): void {
  const body = Buffer.from(JSON.stringify(value));
  begin(response, status, { 'Content-Type': JSON_UTF8, 'Content-Length': body.length, ...headers });
  response.end(body);
}

/** Answers with lines of JSON, one at a time, for as long as somebody reads. */
export async function sendLines(response: ServerResponse, lines: AsyncIterable<object>): Promise<void> {
  begin(response, 200, {
    'Content-Type': 'application/x-ndjson; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  for await (const line of lines) if (!response.destroyed) response.write(`${JSON.stringify(line)}\n`);
  response.end();
}
