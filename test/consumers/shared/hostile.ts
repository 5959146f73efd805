import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Catch,
  Injectable,
  SetMetadata,
  UnauthorizedException,
  ValidationPipe,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type DynamicModule,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type Provider,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, HttpAdapterHost, Reflector } from '@nestjs/core';
import { SkipThrottle, ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { map, type Observable } from 'rxjs';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Something ordinary that an app does to all its routes, and that must not decide what OpenIM does. */
export interface Hostile {
  readonly name: string;
  readonly imports?: readonly DynamicModule[];
  readonly providers?: readonly Provider[];
  readonly middleware?: Middleware;
  /** How many callbacks it lets through to the controller of the module before it answers itself. */
  readonly admits: number;
  /** The app's own decorators that make it let the controller alone, if it has any. */
  readonly exemption: readonly ClassDecorator[];
  /** What it makes of `GET /health` the second time, so that a test shows that it is at work. */
  readonly health: { readonly status: number; readonly body?: string };
}

const PUBLIC = 'public';

@Injectable()
class SignedInOnly implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    throw new UnauthorizedException();
  }
}

@Catch()
class NeverMind implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(_exception: unknown, host: ArgumentsHost): void {
    this.host.httpAdapter.reply(host.switchToHttp().getResponse(), { ok: false }, 200);
  }
}

@Injectable()
class Envelope implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    return next.handle().pipe(map((data) => ({ data })));
  }
}

const turnAway: Middleware = (_request, response) => {
  response.writeHead(401, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ statusCode: 401, message: 'Unauthorized' }));
};

const throwUp: Middleware = () => {
  throw new UnauthorizedException();
};

const isPublic = [SetMetadata(PUBLIC, true)];
const guard = { provide: APP_GUARD, useClass: SignedInOnly };
const filter = { provide: APP_FILTER, useClass: NeverMind };

export const hostiles: readonly Hostile[] = [
  { name: 'a global guard', providers: [guard], admits: 0, exemption: isPublic, health: { status: 401 } },
  {
    name: 'a global guard and an exception filter with an answer of its own',
    providers: [guard, filter],
    admits: 0,
    exemption: isPublic,
    health: { status: 200, body: '{"ok":false}' },
  },
  {
    name: 'a global pipe that forbids unknown fields',
    providers: [
      {
        provide: APP_PIPE,
        useValue: new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
      },
    ],
    admits: Infinity,
    exemption: [],
    health: { status: 400 },
  },
  {
    name: 'a throttler',
    imports: [ThrottlerModule.forRoot([{ ttl: 60_000, limit: 1 }])],
    providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
    admits: 1,
    exemption: [SkipThrottle()],
    health: { status: 429 },
  },
  {
    name: 'a global interceptor that wraps answers',
    providers: [{ provide: APP_INTERCEPTOR, useClass: Envelope }],
    admits: Infinity,
    exemption: [],
    health: { status: 200, body: '{"data":{"up":true}}' },
  },
  {
    name: 'a middleware that answers itself',
    middleware: turnAway,
    admits: 0,
    exemption: [],
    health: { status: 401 },
  },
  {
    name: 'a middleware that throws, before an exception filter with an answer of its own',
    providers: [filter],
    middleware: throwUp,
    admits: 0,
    exemption: [],
    health: { status: 200, body: '{"ok":false}' },
  },
];
