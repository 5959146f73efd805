import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Answer } from '../intake/request.js';

const JSON_UTF8 = 'application/json; charset=utf-8';

/** Writes an answer, and nothing that somebody else may have prepared. */
export function sendAnswer(response: ServerResponse, { status, body, close }: Answer): void {
  if (response.destroyed || response.writableEnded) return;
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const headers: OutgoingHttpHeaders = { 'Content-Type': JSON_UTF8, 'Content-Length': body.length };
  if (status === 405) headers['Allow'] = 'POST';
  if (close) headers['Connection'] = 'close';
  response.writeHead(status, headers);
  // Node sends a text together with the headers, and bytes after them, which takes longer. Latin-1 is byte for byte.
  response.end(body.toString('latin1'), 'latin1');
}
