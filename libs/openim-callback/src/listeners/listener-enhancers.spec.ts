import { settle } from './settle.js';
import {
  ForbiddenException,
  Injectable,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { map, of, tap, type Observable } from 'rxjs';
import { contextWith, explore } from '../../../../test/support/listener-fixture.js';
import { SingleMsgReadEvent, UserOnlineEvent } from '../contract/index.js';
import { OnSingleMsgRead, OnUserOnline } from './decorators.js';
import { OPENIM_CALLBACK_CONTEXT } from './listener-enhancers.js';

const steps: string[] = [];

@Injectable()
class Blocked {
  readonly users = ['u1'];
}

@Injectable()
class NotBlocked implements CanActivate {
  constructor(private readonly blocked: Blocked) {}

  canActivate(context: ExecutionContext): boolean {
    return !this.blocked.users.includes(context.getArgByIndex<SingleMsgReadEvent>(0).userID);
  }
}

class Trace implements CanActivate, NestInterceptor, PipeTransform {
  constructor(private readonly name: string) {}

  canActivate(): boolean {
    steps.push(`${this.name} guard`);
    return true;
  }

  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    steps.push(`${this.name} before`);
    return next.handle().pipe(tap(() => steps.push(`${this.name} after`)));
  }

  transform(value: unknown): unknown {
    steps.push(`${this.name} pipe`);
    return value;
  }
}

const readBy = (userID: string): SingleMsgReadEvent => Object.assign(new SingleMsgReadEvent(), { userID });

describe('enhancers of listeners', () => {
  beforeEach(() => {
    steps.length = 0;
  });

  describe('a listener without enhancers', () => {
    @Injectable()
    class Plain {
      @OnSingleMsgRead()
      on(): string {
        return 'at once';
      }
    }

    it('answers at once', async () => {
      const { call } = await explore({ providers: [Plain] });
      expect(call('Plain.on')).toBe('at once');
    });
  });

  describe('guards', () => {
    @Injectable()
    @UseGuards(NotBlocked)
    class Guarded {
      @OnSingleMsgRead()
      on(): string {
        return 'let in';
      }

      @UseGuards({ canActivate: () => Promise.resolve(false) })
      @OnUserOnline()
      never(): void {
        steps.push('never');
      }

      @UseGuards({ canActivate: () => of(true) })
      @OnUserOnline()
      observed(): Observable<string> {
        return of('let', 'in');
      }
    }

    it('of a class, made by Nest, turn down with a ForbiddenException', async () => {
      const { call } = await explore({ providers: [Blocked, Guarded] });
      await expect(call('Guarded.on', readBy('u2'))).resolves.toBe('let in');
      await expect(call('Guarded.on', readBy('u1'))).rejects.toThrow(
        new ForbiddenException('a guard turned the listener down'),
      );
    });

    it('of a method, given as an instance, keep the method from running', async () => {
      const { call } = await explore({ providers: [Blocked, Guarded] });
      await expect(call('Guarded.never', new UserOnlineEvent())).rejects.toThrow(ForbiddenException);
      expect(steps).toEqual([]);
    });

    it('let an observable through', async () => {
      const { call } = await explore({ providers: [Blocked, Guarded] });
      await expect(settle(call('Guarded.observed', new UserOnlineEvent()))).resolves.toBe('in');
    });
  });

  describe('interceptors', () => {
    @Injectable()
    class Shout implements NestInterceptor {
      intercept(_context: ExecutionContext, next: CallHandler<string>): Observable<string> {
        return next.handle().pipe(map((text) => text.toUpperCase()));
      }
    }

    @Injectable()
    class Intercepted {
      @UseInterceptors(Shout)
      @OnSingleMsgRead()
      on(): Promise<string> {
        return Promise.resolve('hello');
      }

      @UseInterceptors(Shout)
      @OnUserOnline()
      observed(): Observable<string> {
        return of('hello', 'world');
      }

      @UseInterceptors({ intercept: () => of('instead') })
      @OnUserOnline()
      never(): void {
        steps.push('never');
      }
    }

    it('see and change what a listener returns', async () => {
      const { call } = await explore({ providers: [Intercepted] });
      await expect(call('Intercepted.on')).resolves.toBe('HELLO');
      await expect(call('Intercepted.observed')).resolves.toBe('WORLD');
    });

    it('may answer in the place of the listener', async () => {
      const { call } = await explore({ providers: [Intercepted] });
      await expect(call('Intercepted.never')).resolves.toBe('instead');
      expect(steps).toEqual([]);
    });
  });

  describe('pipes', () => {
    @Injectable()
    class Rename implements PipeTransform<SingleMsgReadEvent> {
      transform(event: SingleMsgReadEvent, metadata: unknown): SingleMsgReadEvent {
        steps.push(JSON.stringify(metadata));
        return Object.assign(new SingleMsgReadEvent(), event, { userID: `piped ${event.userID}` });
      }
    }

    @Injectable()
    class Piped {
      @UsePipes(Rename)
      @OnSingleMsgRead()
      on(event: SingleMsgReadEvent, context: unknown): unknown {
        return [event.userID, context];
      }

      @UsePipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }))
      @OnSingleMsgRead()
      validated(event: SingleMsgReadEvent): SingleMsgReadEvent {
        return event;
      }

      @UsePipes({ transform: (event: unknown): unknown => event })
      @OnSingleMsgRead()
      observed(): Observable<string> {
        return of('seen');
      }
    }

    it('transform the event, and leave the context alone', async () => {
      const { call } = await explore({ providers: [Piped] });
      const context = contextWith();
      await expect(call('Piped.on', readBy('u1'), context)).resolves.toEqual(['piped u1', context]);
      expect(steps).toEqual(['{"type":"body"}']);
    });

    it("take the event's class for its type, so that Nest's own can validate it", async () => {
      const { call } = await explore({ providers: [Piped] });
      const event = Object.assign(readBy('u1'), { seqs: [1, 2], conversationID: 'si_u1_u2', contentType: 1 });
      const validated = await call('Piped.validated', event);
      expect(validated).toBeInstanceOf(SingleMsgReadEvent);
      expect(validated).toEqual(event);
      await expect(call('Piped.validated', Object.assign(readBy('u1'), { seqs: ['x'] }))).rejects.toThrow(
        'Bad Request',
      );
    });

    it('let an observable through', async () => {
      const { call } = await explore({ providers: [Piped] });
      await expect(settle(call('Piped.observed'))).resolves.toBe('seen');
    });
  });

  describe('all of them together', () => {
    const [onClass, onMethod] = [new Trace('class'), new Trace('method')];

    @Injectable()
    @UseGuards(onClass)
    @UseInterceptors(onClass)
    @UsePipes(onClass)
    class Traced {
      @UseGuards(onMethod)
      @UseInterceptors(onMethod)
      @UsePipes(onMethod)
      @OnSingleMsgRead()
      on(): void {
        steps.push('listener');
      }
    }

    it("run in Nest's order", async () => {
      const { call } = await explore({ providers: [Traced] });
      await call('Traced.on');
      expect(steps).toEqual([
        'class guard',
        'method guard',
        'class before',
        'method before',
        'class pipe',
        'method pipe',
        'listener',
        'method after',
        'class after',
      ]);
    });
  });

  describe('the execution context', () => {
    const seen: ExecutionContext[] = [];
    const look = (context: ExecutionContext): boolean => seen.push(context) > 0;

    @Injectable()
    @UseGuards({ canActivate: look })
    @UseInterceptors({
      intercept: (context: ExecutionContext, next: CallHandler) => (look(context), next.handle()),
    })
    class Watched {
      @OnSingleMsgRead()
      on(): void {}
    }

    it('says what kind of call it is, of which method, with which arguments', async () => {
      const { call } = await explore({ providers: [Watched] });
      const [event, callback] = [readBy('u1'), contextWith()];
      await call('Watched.on', event, callback);
      expect(seen).toHaveLength(2);
      for (const context of seen) {
        expect(context.getType()).toBe('openim-callback');
        expect(context.getArgs()).toEqual([event, callback]);
        expect(context.getArgByIndex(1)).toBe(callback);
        expect(context.getClass()).toBe(Watched);
        expect(context.getHandler()).toBe(Watched.prototype.on);
      }
      expect(OPENIM_CALLBACK_CONTEXT).toBe('openim-callback');
    });
  });
});
