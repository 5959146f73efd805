// @ts-expect-error Express ships no types of its own, and these two calls need none.
import express from 'express';
import fastify from 'fastify';
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { listenOn } from '../lib/listen-on.js';
import { BODY_LIMIT } from '../lib/nest-app.js';

/** @import { Rung } from './rungs.js' */

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
  const server = createSocketServer({ noDelay: true }, (socket) => {
    socket.on('data', () => {
      handled();
      socket.write(bytes);
    });
    socket.on('error', () => socket.destroy());
  });
  return listenOn(server);
}

/**
 * Express with its own body parser, nothing checked.
 *
 * @type {Rung}
 */
export function plainExpress({ workload, handled }) {
  const app = express();
  app.use(express.json({ limit: BODY_LIMIT }));
  app.post('/callbackExample/:command', (/** @type {any} */ request, /** @type {any} */ response) => {
    if (request.body.callbackCommand === workload.command) handled();
    response.json(workload.answer);
  });
  return listenOn(createServer(app));
}

/**
 * Fastify with its own body parser, nothing checked.
 *
 * @type {Rung}
 */
export async function plainFastify({ workload, handled }) {
  const app = fastify({ bodyLimit: BODY_LIMIT });
  app.post('/callbackExample/:command', (request, reply) => {
    const body = /** @type {{ callbackCommand?: unknown }} */ (request.body);
    if (body.callbackCommand === workload.command) handled();
    return reply.send(workload.answer);
  });
  return Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port);
}

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
