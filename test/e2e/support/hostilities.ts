import {
  Catch,
  HttpException,
  UnauthorizedException,
  ValidationPipe,
  VersioningType,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { map, of, type Observable } from 'rxjs';
import type { Platform } from './running-app.js';

/** Something an app does that has made receivers answer OpenIM with the wrong thing. */
export interface Hostility {
  readonly name: string;
  readonly configure: (app: INestApplication, platform: Platform) => void | Promise<void>;
  /** Whether a callback through the controller reaches its listener, is turned down, or gets no answer at all. */
  readonly controller: 'through' | 'blocked' | 'unanswered';
  /** Where callbacks arrive then. */
  readonly path?: string;
}

type Middleware = (
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

const middleware = (name: string, controller: Hostility['controller'], use: Middleware): Hostility => ({
  name: `a middleware ${name}`,
  controller,
  configure: (app) => void app.use(use),
});

class UnauthorizedGuard implements CanActivate {
  canActivate(): boolean {
    throw new UnauthorizedException();
  }
}

/** Lets nobody through more than so many times: here, nobody at all. */
class RateLimiter implements CanActivate {
  private left = 0;

  canActivate(): boolean {
    if (this.left-- > 0) return true;
    throw new HttpException({ statusCode: 429, message: 'Too Many Requests' }, 429);
  }
}

@Catch()
class EnvelopeFilter implements ExceptionFilter {
  catch(_exception: unknown, host: ArgumentsHost): void {
    const response: ServerResponse & { raw?: ServerResponse } = host.switchToHttp().getResponse();
    const raw = response.raw ?? response;
    raw.writeHead(200, { 'content-type': 'application/json' });
    raw.end('{"success":false}');
  }
}

const interceptor = (
  intercept: (handled: () => Observable<unknown>) => Observable<unknown>,
): NestInterceptor => ({
  intercept: (_context: ExecutionContext, next: CallHandler) => intercept(() => next.handle()),
});

const answer = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
};

/** As the compression package does: its own write and end in front of Node's, which get other bytes. */
const compress: Middleware = (_request, response, next) => {
  const { end } = response;
  response.setHeader('content-encoding', 'gzip');
  response.write = () => true;
  response.end = (chunk?: unknown): ServerResponse => {
    response.removeHeader('content-length');
    return end.call(response, gzipSync(Buffer.isBuffer(chunk) ? chunk : ''), 'utf8');
  };
  next();
};

/** A guard on every route. */
const guard = (name: string, make: () => CanActivate): Hostility => ({
  name,
  controller: 'blocked',
  configure: (app) => void app.useGlobalGuards(make()),
});

const enhancer = (
  name: string,
  controller: Hostility['controller'],
  configure: (app: INestApplication) => unknown,
): Hostility => ({ name, controller, configure: (app) => void configure(app) });

/** What Fastify alone has; on Express a middleware, which is what comes closest. */
const hook = (name: 'onRequest' | 'preHandler'): Hostility => ({
  name: `an ${name} hook that replies 403`,
  controller: 'blocked',
  configure: (app, platform) => {
    if (platform === 'express') return void app.use(forbid);
    const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
    return void fastify.addHook(name, async (_request, reply) =>
      reply.code(403).send({ message: 'Forbidden' }),
    );
  },
});

const forbid: Middleware = (_request, response) => answer(response, 403, '{"message":"Forbidden"}');

const replacing: Hostility = {
  name: 'an onSend hook that sends something else',
  controller: 'through',
  configure: (app, platform) => {
    if (platform === 'express') return;
    const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
    fastify.addHook('onSend', async () => '{"message":"Forbidden"}');
  },
};

/** All of them. */
export const hostilities: readonly Hostility[] = [
  { name: 'nothing hostile', controller: 'through', configure: () => undefined },
  guard('a guard that throws 401', () => new UnauthorizedGuard()),
  guard('a guard that says no', () => ({ canActivate: () => false })),
  guard('a guard that crashes', () => ({
    canActivate: () => Promise.reject(new TypeError('undefined user')),
  })),
  guard('a rate limiter', () => new RateLimiter()),
  enhancer('a guard that throws 401 and a filter that writes JSON of its own', 'blocked', (app) =>
    app.useGlobalGuards(new UnauthorizedGuard()).useGlobalFilters(new EnvelopeFilter()),
  ),
  enhancer('a filter that writes JSON of its own', 'through', (app) =>
    app.useGlobalFilters(new EnvelopeFilter()),
  ),
  enhancer('a strict ValidationPipe', 'through', (app) =>
    app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true })),
  ),
  enhancer('a pipe that throws', 'through', (app) =>
    app.useGlobalPipes({
      transform: () => {
        throw new Error('no');
      },
    }),
  ),
  enhancer('an interceptor that wraps answers in {data}', 'through', (app) =>
    app.useGlobalInterceptors(interceptor((handle) => handle().pipe(map((data) => ({ data }))))),
  ),
  enhancer('an interceptor that throws', 'blocked', (app) =>
    app.useGlobalInterceptors(
      interceptor(() => {
        throw new Error('no tenant');
      }),
    ),
  ),
  enhancer('an interceptor that answers in place of the handler', 'unanswered', (app) =>
    app.useGlobalInterceptors(interceptor(() => of({ cached: true }))),
  ),
  enhancer('CORS', 'through', (app) => app.enableCors({ origin: 'https://example.com', credentials: true })),
  middleware('that answers 401', 'blocked', (_request, response) =>
    answer(response, 401, '{"message":"Unauthorized"}'),
  ),
  middleware('that answers in pieces', 'blocked', (_request, response) => {
    response.statusCode = 200;
    response.setHeader('content-type', 'application/json');
    response.flushHeaders();
    response.write('{"a":');
    response.write('1}', 'utf8');
    response.end();
  }),
  middleware(
    'that pipes an answer',
    'blocked',
    (_request, response) => void Readable.from(['{}']).pipe(response),
  ),
  middleware('that answers twice', 'blocked', (_request, response) => {
    answer(response, 403, '{}');
    answer(response, 200, '{}');
  }),
  middleware('that answers and goes on', 'blocked', (_request, response, next) => {
    answer(response, 200, '{"ok":true}');
    next();
  }),
  middleware('that passes an error on', 'blocked', (_request, _response, next) =>
    next(new Error('no tenant')),
  ),
  middleware('that never answers', 'unanswered', () => undefined),
  middleware('that hangs up', 'unanswered', (request) => void request.socket.destroy()),
  middleware('that compresses', 'through', compress),
  middleware('that sets headers, as helmet does', 'through', (_request, response, next) => {
    response.setHeader('content-security-policy', "default-src 'self'");
    response.setHeader('transfer-encoding', 'chunked');
    response.setHeader('content-length', '3');
    response.setHeader('content-type', 'text/html');
    response.statusCode = 500;
    next();
  }),
  // There is nothing left to read: OpenIM gives up, which is a refusal.
  middleware('that waits for the body', 'unanswered', (request, _response, next) => {
    request.resume().once('end', () => next());
  }),
  hook('onRequest'),
  hook('preHandler'),
  replacing,
  {
    name: 'a body parser that takes 100 bytes',
    controller: 'through',
    configure: (app, platform) =>
      platform === 'express'
        ? void (app as NestExpressApplication).useBodyParser('json', { limit: 100 })
        : void (app as NestFastifyApplication).useBodyParser('application/json', { bodyLimit: 100 }),
  },
  {
    name: 'a global prefix',
    controller: 'through',
    path: '/api/v9/callbackExample',
    configure: (app) => void app.setGlobalPrefix('api/v9'),
  },
  {
    name: 'a global prefix that excludes the callbacks',
    controller: 'through',
    configure: (app) =>
      void app.setGlobalPrefix('api', { exclude: ['callbackExample', 'callbackExample/{*rest}'] }),
  },
  {
    name: 'versioning',
    controller: 'through',
    configure: (app) => void app.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
  },
  {
    name: 'versioning and a global prefix',
    controller: 'through',
    path: '/api/callbackExample',
    configure: (app) =>
      void app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
  },
  {
    name: 'versioning by header',
    controller: 'through',
    configure: (app) =>
      void app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version', defaultVersion: '1' }),
  },
];
