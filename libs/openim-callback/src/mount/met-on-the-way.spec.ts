import type { Server } from 'node:http';
import {
  All,
  Controller,
  Get,
  Injectable,
  Module,
  Scope,
  SetMetadata,
  ValidationPipe,
  VersioningType,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  type MiddlewareConsumer,
  type Type,
} from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { refused, sendBody } from '../../../../test/support/bodies.js';
import {
  closeApps,
  createApp,
  startApp,
  startFastifyApp,
  type AppSetup,
  type RunningApp,
} from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { closeServers, serve } from '../../../../test/support/http-server.js';
import { OpenImCallbackModule } from '../openim-callback.module.js';
import { BeforeSendSingleMsg } from '../listeners/decorators.js';
import { refuse } from '../replies/reply.js';

@Injectable()
class Refusing {
  @BeforeSendSingleMsg()
  onSend() {
    return refuse(20001, 'no');
  }
}

@Controller('hello')
class Hello {
  @Get()
  hello(): string {
    return 'hello';
  }
}

@Controller()
class CatchAll {
  @All('*path')
  all(): string {
    return 'everything';
  }
}

class Everybody implements CanActivate {
  canActivate = (): boolean => true;
}

class Passing {
  intercept = (_context: ExecutionContext, next: CallHandler): unknown => next.handle();
}

@Injectable({ scope: Scope.REQUEST })
class Scoped extends ValidationPipe {}

const named = function audit(_request: unknown, _response: unknown, next: () => void): void {
  next();
};

/** A module whose middleware is for some routes. */
function middlewareFor(...routes: string[]): Type {
  @Module({})
  class WithMiddleware {
    configure(consumer: MiddlewareConsumer): void {
      consumer.apply(named).forRoutes(...routes);
    }
  }
  return WithMiddleware;
}

const IN_FRONT = 'Callbacks are answered in front of the router';
const refusal = refused('', 20001, 'no');
const express = (app: INestApplication): NestExpressApplication => app as NestExpressApplication;

type Handle = (request: unknown, response: unknown, next: () => void) => void;

/** As much of an Express app as is used here. */
interface ExpressApp {
  readonly router: { handle: Handle };
  param(name: string, callback: Handle): void;
}

const expressOf = (app: INestApplication): ExpressApp => app.getHttpAdapter().getInstance() as ExpressApp;

const passOn: Handle = (_request, _response, next) => next();

/** Counts the requests that come to Express's router. */
function countRouted(app: INestApplication): () => number {
  const { router } = expressOf(app);
  const handle = router.handle.bind(router);
  let routed = 0;
  router.handle = (...args) => {
    routed++;
    handle(...args);
  };
  return () => routed;
}

const started = (setup: AppSetup): Promise<RunningApp> =>
  startApp({ ...setup, options: { ...setup.options }, providers: [Refusing, ...(setup.providers ?? [])] });

describe('a callback on its way to the controller', () => {
  afterEach(closeServers);
  afterEach(closeApps);

  it.each<[string, AppSetup, string?]>([
    ['in a plain app', {}],
    ['with other routes', { controllers: [Hello] }],
    [
      'with global pipes and filters, which its controller has no use for',
      {
        configure: (app) =>
          app.useGlobalPipes(new ValidationPipe()).useGlobalFilters({ catch: () => undefined }),
      },
    ],
    [
      'with body parsers',
      { nest: { rawBody: true }, configure: (app) => express(app).useBodyParser('text') },
    ],
    ['without body parsers', { nest: { bodyParser: false } }],
    ['with a middleware for other routes', { controllers: [Hello], imports: [middlewareFor('hello')] }],
    ['with a middleware at another path', { configure: (app) => app.use('/hello', named) }],
    [
      'below a prefix and a version',
      {
        configure: (app) =>
          void app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI, defaultVersion: '1' }),
      },
      '/api/callbackExample',
    ],
  ])('is answered in front of the router %s', async (_what, setup, path = '/callbackExample') => {
    const { app, port, log } = await started(setup);
    const routed = countRouted(app);
    expect((await postCallback(port, path, sendBody)).json()).toEqual(refusal);
    expect(routed()).toBe(0);
    expect(log.text).toContain(IN_FRONT);
  });

  it.each<[string, AppSetup]>([
    ['Everybody', { configure: (app) => app.useGlobalGuards(new Everybody()) }],
    ['Everybody', { providers: [{ provide: APP_GUARD, useClass: Everybody }] }],
    ['Passing', { providers: [{ provide: APP_INTERCEPTOR, useClass: Passing }] }],
    ['Scoped', { providers: [{ provide: APP_PIPE, useClass: Scoped, scope: Scope.REQUEST }] }],
    ['the middleware audit', { configure: (app) => app.use(named) }],
    ['the middleware audit', { configure: (app) => app.use('/callbackExample', named) }],
    [
      'the middleware without a name',
      { configure: (app) => app.use((...args: Parameters<Handle>) => passOn(...args)) },
    ],
    ['the middleware corsMiddleware', { configure: (app) => app.enableCors() }],
    ['the middleware', { imports: [middlewareFor('{*path}')] }],
    ['the middleware', { imports: [middlewareFor(`callbackExample/${sendBody.callbackCommand}`)] }],
    ['the middleware serveStatic', { configure: (app) => express(app).useStaticAssets(import.meta.dirname) }],
    ['the middleware', { nest: { return503OnClosing: true } }],
    ['app.param()', { configure: (app) => expressOf(app).param('command', passOn) }],
    ['controllerDecorators', { options: { controllerDecorators: [SetMetadata('isPublic', true)] } }],
    [
      'what else listens to the server',
      {
        configure: (app) => void (app.getHttpServer() as Server).prependListener('request', () => undefined),
      },
    ],
  ])('goes through the app when it meets %s', async (met, setup) => {
    const { app, port, log } = await started(setup);
    const routed = countRouted(app);
    expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(refusal);
    expect(routed()).toBe(1);
    expect(log.text).toContain(`Callbacks go through the app, since they meet ${met}`);
  });

  it("goes through the app when another controller's route comes first, whose answer counts for nothing", async () => {
    @Module({ controllers: [CatchAll] })
    class First {}
    const imports = [First, OpenImCallbackModule.forRoot()];
    const { port, log } = await startApp({ imports, providers: [Refusing] });
    expect((await postCallback(port, '/callbackExample', sendBody)).json()).toMatchObject({
      errDlt: 'blocked-by-app',
    });
    expect(log.text).toContain('since they meet the route /*path');
  });

  it('goes through the app once a request hook is set', async () => {
    const { app, port } = await started({});
    const routed = countRouted(app);
    // Not in the types of @nestjs/platform-express.
    Object.assign(app.getHttpAdapter(), { onRequestHook: passOn });
    expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(refusal);
    expect(routed()).toBe(1);
  });

  it('goes through the app when it has to, about which the log says nothing', async () => {
    const { app, port, log } = await started({ options: { answerInFront: false } });
    const routed = countRouted(app);
    expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(refusal);
    expect(routed()).toBe(1);
    expect(log.text).not.toContain('Callbacks');
  });

  it('passes by nobody who listens to a server of its own', async () => {
    const { app } = await createApp({ options: {}, providers: [Refusing] });
    await app.init();
    const routed = countRouted(app);
    const heard: unknown[] = [];
    const { server, port } = await serve(app.getHttpAdapter().getInstance());
    server.on('request', ({ url }) => heard.push(url));
    expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(refusal);
    expect([routed(), heard.length]).toEqual([0, 1]);
  });

  it('goes through the app on Fastify', async () => {
    const { log } = await startFastifyApp({ options: {}, providers: [Refusing] });
    expect(log.text).not.toContain(IN_FRONT);
  });
});
