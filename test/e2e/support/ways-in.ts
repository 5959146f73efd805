import {
  createServer,
  IncomingMessage,
  request as httpRequest,
  ServerResponse,
  type Server,
} from 'node:http';
import { connect, createServer as createHttp2Server } from 'node:http2';
import { createServer as createHttpsServer, request as httpsRequest } from 'node:https';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { cert, key } from '../../support/self-signed.js';
import { handlerOf, type Handler, type Platform } from './running-app.js';

/** One request, as OpenIM could send it. */
export interface Sent {
  readonly path: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back. */
export interface Came {
  readonly status: number;
  readonly text: string;
}

/** A way in that is open. */
export interface OpenWay {
  readonly post: (sent: Sent) => Promise<Came>;
  /** The server that the app did not make itself, when there is one. */
  readonly server?: Server;
  readonly close: () => Promise<unknown>;
}

/** A way for requests into an app. */
export interface WayIn {
  readonly name: string;
  readonly platforms: readonly Platform[];
  /** Makes the app; what it needs instead of the usual adapter. */
  readonly create: (root: object, platform: Platform) => Promise<INestApplication>;
  readonly open: (app: INestApplication) => Promise<OpenWay>;
}

const both: readonly Platform[] = ['express', 'fastify'];
const quiet = { logger: false, abortOnError: false } as const;
const contentType = { 'Content-Type': 'application/json; charset=utf-8' };

const create: WayIn['create'] = (root, platform) =>
  NestFactory.create(root, platform === 'express' ? new ExpressAdapter() : new FastifyAdapter(), quiet);

const portOf = (server: { address(): AddressInfo | string | null }): number =>
  (server.address() as AddressInfo).port;

const listening = (server: Server, ...where: unknown[]): Promise<void> =>
  new Promise((resolve) => void Reflect.apply(server.listen, server, [...where, resolve]));

const closed = (server: Server): Promise<void> => {
  server.closeAllConnections();
  return new Promise((resolve) => void server.close(() => resolve()));
};

/** POSTs over a connection of its own. */
const poster =
  (start: typeof httpRequest, where: object): OpenWay['post'] =>
  ({ path, body, headers }) =>
    new Promise((resolve, reject) => {
      const sent = start({
        ...where,
        path,
        method: 'POST',
        agent: false,
        headers: { ...contentType, ...headers },
      });
      sent.on('error', reject);
      sent.on('response', (response) => {
        void buffer(response).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, text: bytes.toString() }),
          reject,
        );
      });
      sent.end(body);
    });

const listen: WayIn = {
  name: 'listen()',
  platforms: both,
  create,
  open: async (app) => {
    await app.listen(0, '127.0.0.1');
    return {
      post: poster(httpRequest, { port: portOf(app.getHttpServer() as Server) }),
      close: () => app.close(),
    };
  },
};

const ownServer: WayIn = {
  name: 'own http server',
  platforms: both,
  create,
  open: async (app) => {
    const server = createServer(await handlerOf(app));
    await listening(server, 0, '127.0.0.1');
    return {
      post: poster(httpRequest, { port: portOf(server) }),
      server,
      close: async () => {
        await closed(server);
        await app.close();
      },
    };
  },
};

const ownTlsServer: WayIn = {
  name: 'own https server',
  platforms: both,
  create,
  open: async (app) => {
    const server = createHttpsServer({ key, cert }, await handlerOf(app));
    await listening(server, 0, '127.0.0.1');
    return {
      post: poster(httpsRequest, { port: portOf(server), ca: cert, host: '127.0.0.1' }),
      server,
      close: async () => {
        await closed(server);
        await app.close();
      },
    };
  },
};

const tls: WayIn = {
  name: 'httpsOptions',
  platforms: both,
  create: (root, platform) =>
    platform === 'express'
      ? NestFactory.create(root, new ExpressAdapter(), { ...quiet, httpsOptions: { key, cert } })
      : NestFactory.create(root, new FastifyAdapter({ https: { key, cert } }), quiet),
  open: async (app) => {
    await app.listen(0, '127.0.0.1');
    const port = portOf(app.getHttpServer() as Server);
    return { post: poster(httpsRequest, { port, ca: cert, host: '127.0.0.1' }), close: () => app.close() };
  },
};

const unixSocket: WayIn = {
  name: 'unix socket',
  platforms: both,
  create,
  open: async (app) => {
    const folder = await mkdtemp(join(tmpdir(), 'way-in-'));
    const socketPath = join(folder, 's');
    await app.listen(socketPath);
    return {
      post: poster(httpRequest, { socketPath }),
      close: async () => {
        await app.close();
        await rm(folder, { recursive: true });
      },
    };
  },
};

/** A response whose bytes nobody sends: what is written is kept, texts as UTF-8, as serverless wrappers do. */
function keptResponse(request: IncomingMessage): { response: ServerResponse; whole: Promise<Came> } {
  const response = new ServerResponse(request);
  const chunks: Buffer[] = [];
  const whole = new Promise<Came>((resolve) => {
    const write = (chunk: unknown): boolean => {
      if (typeof chunk === 'string') chunks.push(Buffer.from(chunk));
      if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
      return true;
    };
    const end = (chunk: unknown): ServerResponse => {
      write(chunk);
      resolve({ status: response.statusCode, text: Buffer.concat(chunks).toString() });
      return response;
    };
    // Express replaces the prototype: what a class of its own would have is gone then.
    Object.assign(response, { write, end });
  });
  return { response, whole };
}

/** A request that came over no connection. */
function madeRequest({ path, body, headers }: Sent): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: 'POST', url: path, complete: true });
  const all = { ...contentType, ...headers, 'Content-Length': String(Buffer.byteLength(body)) };
  for (const [name, value] of Object.entries(all)) request.headers[name.toLowerCase()] = value;
  return request;
}

/** By adapters. */
const injectHandlers = new WeakMap<object, Handler>();

/**
 * What Fastify's `inject()` calls, and Fastify's other servers for localhost: not its `routing`. The library that
 * `inject()` loads for that does not load in Jest.
 */
const injected: WayIn = {
  name: 'inject()',
  platforms: ['fastify'],
  create: async (root) => {
    let handler: Handler = () => undefined;
    const serverFactory = (given: Handler): Server => {
      handler = given;
      return createServer(given);
    };
    const adapter = new FastifyAdapter({ serverFactory });
    injectHandlers.set(adapter, handler);
    return NestFactory.create(root, adapter, quiet);
  },
  open: async (app) => {
    await handlerOf(app);
    const handler = injectHandlers.get(app.getHttpAdapter());
    if (!handler) throw new Error('the app was made another way');
    return {
      post: (sent) => {
        const request = madeRequest(sent);
        request.push(sent.body);
        request.push(null);
        const { response, whole } = keptResponse(request);
        handler(request, response);
        return whole;
      },
      close: () => app.close(),
    };
  },
};

/** A platform of functions: the stream of the request is read, its body is beside it. */
const serverless: WayIn = {
  name: 'serverless',
  platforms: both,
  create,
  open: async (app) => {
    const handler = await handlerOf(app);
    return {
      post: async (sent) => {
        const request = Object.assign(madeRequest(sent), { rawBody: Buffer.from(sent.body as string) });
        request.push(null);
        request.resume();
        await new Promise((resolve) => request.once('end', resolve));
        const { response, whole } = keptResponse(request);
        handler(request, response);
        return whole;
      },
      close: () => app.close(),
    };
  },
};

const postHttp2 =
  (port: number): OpenWay['post'] =>
  async ({ path, body, headers }) => {
    const session = connect(`http://127.0.0.1:${port}`);
    const stream = session.request({ ':method': 'POST', ':path': path, ...contentType, ...headers });
    const status = new Promise<number>((resolve, reject) => {
      stream.once('response', (came) => resolve(Number(came[':status'])));
      stream.once('error', reject);
    });
    stream.end(body);
    const text = (await buffer(stream)).toString();
    session.close();
    return { status: await status, text };
  };

const http2: WayIn = {
  name: 'HTTP/2',
  platforms: ['fastify'],
  create: (root) => NestFactory.create(root, new FastifyAdapter({ http2: true }), quiet),
  open: async (app) => {
    await app.listen(0, '127.0.0.1');
    return { post: postHttp2(portOf(app.getHttpServer() as Server)), close: () => app.close() };
  },
};

const ownHttp2: WayIn = {
  name: 'own HTTP/2 server',
  platforms: ['fastify'],
  create: http2.create,
  open: async (app) => {
    const handler: unknown = await handlerOf(app);
    const server = createHttp2Server(handler as Parameters<typeof createHttp2Server>[1]);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      post: postHttp2(portOf(server)),
      close: async () => {
        await new Promise((resolve) => server.close(resolve));
        await app.close();
      },
    };
  },
};

/** Every way in. */
export const waysIn: readonly WayIn[] = [
  listen,
  tls,
  unixSocket,
  http2,
  ownServer,
  ownTlsServer,
  ownHttp2,
  injected,
  serverless,
];
