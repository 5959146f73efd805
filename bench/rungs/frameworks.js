// @ts-expect-error Express ships no types of its own, and these two calls need none.
import express from 'express';
import fastify from 'fastify';
import { createServer } from 'node:http';
import { listenOn } from '../lib/listen-on.js';
import { BODY_LIMIT } from '../lib/nest-app.js';

/** @import { Rung } from './rung.js' */

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
