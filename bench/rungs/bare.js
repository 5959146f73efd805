import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { listenOn } from '../lib/listen-on.js';

/** @import { Rung } from './rung.js' */

/**
 * The limit: Node's own server, the body read, parsed and answered, and nothing else.
 *
 * @type {Rung}
 */
export function bare({ workload, handled }) {
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      if (body.callbackCommand === workload.command) handled();
      const answer = JSON.stringify(workload.answer);
      response.writeHead(200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(answer),
      });
      response.end(answer);
    });
  });
  return listenOn(server);
}
