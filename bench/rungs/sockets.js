import { Buffer } from 'node:buffer';
import { createServer } from 'node:net';
import { listenOn } from '../lib/listen-on.js';

/** @import { Rung } from './rung.js' */

/**
 * Answers whatever arrives with the same bytes, without reading it: what the load generator can do at most. Only for
 * requests that arrive in one piece.
 *
 * @type {Rung}
 */
export function sockets({ workload, handled }) {
  const body = JSON.stringify(workload.answer);
  const head = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const bytes = Buffer.from(head + body);
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('data', () => {
      handled();
      socket.write(bytes);
    });
    socket.on('error', () => socket.destroy());
  });
  return listenOn(server);
}
