import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pass } from './request-interceptor.js';
import type { WebServer } from './server-settings.js';

/** Takes a request, or gives false for one that is somebody else's. `pass` lets the framework handle it. */
export type Enter = (request: IncomingMessage, response: ServerResponse, pass: Pass) => boolean;

/** What Nest says of a framework. */
export interface FrameworkAdapter {
  getType(): string;
  getInstance(): unknown;
}

/** The adapter of an app. */
export type AppAdapter = FrameworkAdapter & { getHttpServer(): WebServer | undefined };

/** None in an application context, whatever Nest's types say. */
export const adapterOf = (host: { readonly httpAdapter?: AppAdapter }): AppAdapter | undefined =>
  host.httpAdapter;

type Handle = (request: IncomingMessage, response: ServerResponse, next?: unknown) => void;

/** As much of an Express app as matters here. */
interface Express {
  handle: Handle;
}

/** As much of a Fastify instance as matters here. */
interface Fastify {
  routing: Handle;
  addHook(name: 'onRequest', hook: FastifyHook): unknown;
}

type FastifyHook = (
  request: { readonly raw: IncomingMessage },
  reply: { readonly raw: ServerResponse; readonly hijack: () => unknown },
  done: () => void,
) => void;

/**
 * Stands at the entry of the framework itself, in front of its body parsers, middleware and hooks: what comes over
 * servers that the app makes by itself, by `inject()` or from a serverless wrapper comes along there. For as long as
 * the framework lives: whatever it would say of a callback after the shutdown, OpenIM would take for permission.
 */
export function enterFramework(adapter: FrameworkAdapter, enter: Enter): void {
  const instance = adapter.getInstance();
  if (adapter.getType() === 'express') enterExpress(instance as Express, enter);
  if (adapter.getType() === 'fastify') enterFastify(instance as Fastify, enter);
}

/** An Express app is a function that calls its own `handle`, whoever calls it. */
function enterExpress(express: Express, enter: Enter): void {
  const handle = express.handle.bind(express);
  express.handle = (request, response, next) => {
    const pass = (): void => handle(request, response, next);
    if (!enter(request, response, pass)) pass();
  };
}

/**
 * `routing` is what own servers call. `inject()` and the servers that Fastify adds for the other addresses of localhost
 * come by the hook; there the request is taken out, and handed in again at the front.
 */
function enterFastify(fastify: Fastify, enter: Enter): void {
  const { routing } = fastify;
  fastify.routing = (request, response) => {
    const pass = (): void => routing(request, response);
    if (!enter(request, response, pass)) pass();
  };
  const hook: FastifyHook = (request, reply, done) => {
    const { raw } = request;
    if (enter(raw, reply.raw, () => routing(raw, reply.raw))) reply.hijack();
    else done();
  };
  const hooks = requestHooksOf(fastify);
  if (hooks) hooks.unshift(hook);
  else fastify.addHook('onRequest', hook);
}

/** Nest's middleware is a hook too, and was there before. Where Fastify keeps its hooks is not documented. */
function requestHooksOf(fastify: Fastify): unknown[] | undefined {
  const symbol = Object.getOwnPropertySymbols(fastify).find((each) => each.description === 'fastify.hooks');
  const hooks: unknown = symbol && Reflect.get(fastify, symbol);
  const onRequest: unknown = typeof hooks === 'object' && hooks !== null && Reflect.get(hooks, 'onRequest');
  return Array.isArray(onRequest) ? onRequest : undefined;
}
