import {
  Catch,
  HttpException,
  Injectable,
  UnauthorizedException,
  UseGuards,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { throwError, type Observable } from 'rxjs';
import { notAccepted, readBody, refused, sendBody } from '../../../../test/support/bodies.js';
import {
  closeApps,
  startApp,
  startFastifyApp,
  type AppSetup,
  type RunningApp,
} from '../../../../test/support/callback-app.js';
import { postCallback } from '../../../../test/support/http.js';
import { nodeResponse } from './framework-request.js';
import { BeforeSendSingleMsg } from '../listeners/decorators.js';
import { allow } from '../replies/reply.js';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: Error) => void) => void;

let asked = 0;

@Injectable()
class Allowing {
  @BeforeSendSingleMsg()
  onSend() {
    asked++;
    return allow();
  }
}

class Unauthorised implements CanActivate {
  canActivate(): boolean {
    throw new UnauthorizedException('no token');
  }
}

class Forbidden implements CanActivate {
  canActivate = (): boolean => false;
}

class Failing implements NestInterceptor {
  intercept = (): Observable<never> => throwError(() => new Error('interceptor broke'));
}

class FailingLate implements NestInterceptor {
  async intercept(_context: unknown, next: CallHandler): Promise<Observable<unknown>> {
    next.handle().subscribe();
    await new Promise(setImmediate);
    throw new HttpException({ message: 'too late' }, 503);
  }
}

class Quoting implements CanActivate {
  canActivate(): boolean {
    AbortSignal.abort('just a text').throwIfAborted();
    return true;
  }
}

/** A filter that answers everything as OpenIM would take for permission. */
@Catch()
class Greedy implements ExceptionFilter {
  catch(_error: unknown, host: { switchToHttp(): { getResponse(): ServerResponse } }): void {
    nodeResponse(host.switchToHttp().getResponse()).writeHead(500).end('{"caught":true}');
  }
}

const frameworks: [string, (given: AppSetup) => Promise<RunningApp>][] = [
  ['Express', startApp],
  ['Fastify', startFastifyApp],
];

describe('the controller when something fails', () => {
  afterEach(closeApps);
  beforeEach(() => {
    asked = 0;
  });

  describe.each(frameworks)('what the app throws at a callback, on %s', (_name, start) => {
    const started = (...providers: AppSetup['providers'] & object): Promise<RunningApp> =>
      start({ options: {}, providers: [Allowing, ...providers] });

    it.each([
      ['a guard that throws', APP_GUARD, Unauthorised, 'no token'],
      ['a guard that says no', APP_GUARD, Forbidden, 'Forbidden resource'],
      ['a guard that throws a text', APP_GUARD, Quoting, 'just a text'],
      ['an interceptor that fails', APP_INTERCEPTOR, Failing, 'interceptor broke'],
    ])('%s: refused, told of, and not asked', async (_what, provide, useClass, detail) => {
      const { port, log } = await started({ provide, useClass });
      const { status, json } = await postCallback(port, '/callbackExample', sendBody);
      expect([status, json()]).toEqual([200, refused('blocked-by-app')]);
      expect((await postCallback(port, '/callbackExample', readBody)).json()).toEqual(
        notAccepted(`blocked-by-app: ${detail}`),
      );
      expect(log.text).toContain(`${sendBody.callbackCommand} from 127.0.0.1: blocked-by-app: ${detail}`);
      expect(log.text).not.toContain('a secret message');
      expect(asked).toBe(0);
    });

    it("comes before the app's own filters", async () => {
      const { port } = await started(
        { provide: APP_GUARD, useClass: Unauthorised },
        { provide: APP_FILTER, useClass: Greedy },
      );
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(
        refused('blocked-by-app'),
      );
    });

    it('comes too late when the answer is out', async () => {
      const { port } = await started({ provide: APP_INTERCEPTOR, useClass: FailingLate });
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toMatchObject({ nextCode: 0 });
      expect(asked).toBe(1);
    });

    it('stops no callback on the direct mount', async () => {
      const { port } = await start({
        options: { mount: 'direct' },
        providers: [Allowing, { provide: APP_GUARD, useClass: Unauthorised }],
      });
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toMatchObject({ nextCode: 0 });
      expect(asked).toBe(1);
    });
  });

  describe('what middleware does to a callback', () => {
    const withMiddleware = (use: Middleware): Promise<RunningApp> =>
      startApp({
        options: {},
        providers: [Allowing, { provide: APP_FILTER, useClass: Greedy }],
        configure: (app) => app.use(use),
      });

    it.each<[string, Middleware]>([
      ['answers itself', (_request, response) => void response.writeHead(403).end('{"error":"no"}')],
      ['ends the response', (_request, response) => void response.end()],
      ['redirects', (_request, response) => void response.writeHead(302, { Location: '/login' }).end()],
      ['fails', (_request, _response, next) => next(new Error('middleware broke'))],
      [
        'throws',
        () => {
          throw new Error('middleware broke');
        },
      ],
    ])('when it %s: refused', async (_what, use) => {
      const { port } = await withMiddleware(use);
      const { status, json } = await postCallback(port, '/callbackExample', sendBody);
      expect([status, json()]).toEqual([200, refused('blocked-by-app')]);
      expect(asked).toBe(0);
    });

    it('when it sets headers and writes late: nothing', async () => {
      const { port } = await withMiddleware((_request, response, next) => {
        response.setHeader('X-Frame-Options', 'DENY');
        response.on('finish', () => response.end('late'));
        next();
      });
      const { headers, json } = await postCallback(port, '/callbackExample', sendBody);
      expect(json()).toMatchObject({ nextCode: 0 });
      expect(headers['x-frame-options']).toBeUndefined();
    });
  });

  describe('a guard of one instance', () => {
    it('is one of its controller decorators', async () => {
      const { port } = await startApp({
        options: { controllerDecorators: [UseGuards(Unauthorised)] },
        providers: [Allowing],
      });
      expect((await postCallback(port, '/callbackExample', sendBody)).json()).toEqual(
        refused('blocked-by-app'),
      );
    });
  });
});
