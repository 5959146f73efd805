import type { ServerResponse } from 'node:http';
import type { Answer } from '../intake/request.js';

/** Writes an answer, and nothing that somebody else may have prepared. */
export function sendAnswer(response: ServerResponse, { status, body, close }: Answer): void {
  if (response.destroyed || response.writableEnded) return;
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    ...(status === 405 ? { Allow: 'POST' } : {}),
    ...(close ? { Connection: 'close' } : {}),
  });
  response.end(body);
}
