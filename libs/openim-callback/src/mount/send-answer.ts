import { ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { Answer } from '../intake/request.js';

const JSON_UTF8 = 'application/json; charset=utf-8';

/** Writes an answer, and nothing that somebody else may have prepared. */
export function sendAnswer(response: ServerResponse, { status, body, close }: Answer): void {
  if (response.destroyed || response.writableEnded) return;
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  const headers: OutgoingHttpHeaders = { 'Content-Type': JSON_UTF8, 'Content-Length': body.length };
  if (status === 405) headers['Allow'] = 'POST';
  // HTTP/2 has no such header, and a serverless wrapper takes texts for UTF-8.
  const isHttp1 = response instanceof ServerResponse;
  if (close && isHttp1) headers['Connection'] = 'close';
  response.writeHead(status, headers);
  if (isHttp1 && response.socket instanceof Socket) writeAtOnce(response, response.socket, body);
  else response.write(body);
  response.end();
}

/**
 * Node sends a text together with the headers, and bytes after them, which takes longer; Latin-1 is byte for byte.
 * Given to `end`, the text would go out beside an empty one, as a list of two. A socket that is corked already is not
 * corked by `write` until the next tick; a pipelined request has to wait for its socket.
 */
function writeAtOnce(response: ServerResponse, socket: Socket, body: Buffer): void {
  socket.cork();
  response.write(body.toString('latin1'), 'latin1');
  socket.uncork();
}
