import {
  ArgumentsHost,
  Catch,
  ForbiddenException,
  Injectable,
  UseFilters,
  UseGuards,
  type ExceptionFilter,
} from '@nestjs/common';
import { of, throwError, type Observable } from 'rxjs';
import { contextWith, explore } from '../../../../test/support/listener-fixture.js';
import { BeforeSendSingleMsgEvent, SingleMsgReadEvent } from '../contract/index.js';
import { refuse } from '../replies/reply.js';
import { BeforeSendSingleMsg, OnSingleMsgRead, OnUserOnline } from './decorators.js';

class Oops extends Error {}

@Injectable()
class Texts {
  readonly oops = 'that went wrong';
}

@Catch(Oops)
class RefuseOops implements ExceptionFilter {
  constructor(private readonly texts: Texts) {}

  catch(): unknown {
    return refuse(20001, this.texts.oops);
  }
}

const quietly = { logger: false } as const;

describe('exception filters', () => {
  @Injectable()
  @UseFilters(RefuseOops)
  class Filtered {
    @BeforeSendSingleMsg()
    throws(): void {
      throw new Oops();
    }

    @OnSingleMsgRead()
    rejects(): Promise<void> {
      return Promise.reject(new Oops());
    }

    @OnSingleMsgRead()
    observed(): Observable<never> {
      return throwError(() => new Oops());
    }

    @UseGuards({ canActivate: () => true })
    @OnSingleMsgRead()
    guardedAndObserved(): Observable<never> {
      return throwError(() => new Oops());
    }

    @OnSingleMsgRead()
    throwsOther(): void {
      throw new TypeError('other');
    }

    @OnSingleMsgRead()
    works(): Observable<string> {
      return of('works');
    }
  }

  it.each(['throws', 'rejects', 'observed', 'guardedAndObserved'])(
    'of a class, made by Nest, may reply for a listener that fails: %s',
    async (method) => {
      const { call } = await explore({ providers: [Texts, Filtered] });
      const event = new BeforeSendSingleMsgEvent();
      await expect(call(`Filtered.${method}`, event)).resolves.toEqual(refuse(20001, 'that went wrong'));
    },
  );

  it('leave errors alone that they do not catch', async () => {
    const { call, module } = await explore({ providers: [Texts, Filtered] });
    module.useLogger(quietly.logger);
    await expect(call('Filtered.throwsOther')).rejects.toThrow(new TypeError('other'));
  });

  it('leave results alone', async () => {
    const { call } = await explore({ providers: [Texts, Filtered] });
    await expect(call('Filtered.works')).resolves.toBe('works');
  });

  it('get the error and a host that tells event and context', async () => {
    const hosts: [unknown, ArgumentsHost][] = [];
    @Injectable()
    class Listener {
      @UseFilters({ catch: (error: unknown, host: ArgumentsHost) => hosts.push([error, host]) })
      @UseGuards({ canActivate: () => false })
      @OnSingleMsgRead()
      on(): void {}
    }
    const { call } = await explore({ providers: [Listener] });
    const [event, context] = [new SingleMsgReadEvent(), contextWith()];
    await expect(call('Listener.on', event, context)).resolves.toBe(1);
    const [error, host] = hosts[0] ?? [];
    expect(error).toBeInstanceOf(ForbiddenException);
    expect(host?.getType()).toBe('openim-callback');
    expect(host?.getArgs()).toEqual([event, context]);
  });

  it('of a method go before those of its class', async () => {
    @Injectable()
    @UseFilters({ catch: () => 'class' })
    class Listener {
      @UseFilters({ catch: () => 'method' })
      @OnSingleMsgRead()
      own(): void {
        throw new Oops();
      }

      @OnUserOnline()
      inherited(): void {
        throw new Oops();
      }
    }
    const { call } = await explore({ providers: [Listener] });
    await expect(call('Listener.own')).resolves.toBe('method');
    await expect(call('Listener.inherited')).resolves.toBe('class');
  });

  it('may answer with a promise or an observable', async () => {
    @Injectable()
    class Listener {
      @UseFilters({ catch: () => Promise.resolve('promised') })
      @OnSingleMsgRead()
      promised(): void {
        throw new Oops();
      }

      @UseFilters({ catch: () => of('observed') })
      @OnSingleMsgRead()
      observed(): void {
        throw new Oops();
      }
    }
    const { call } = await explore({ providers: [Listener] });
    await expect(call('Listener.promised')).resolves.toBe('promised');
    await expect(call('Listener.observed')).resolves.toBe('observed');
  });

  it.each([() => undefined, () => Promise.resolve(undefined)])(
    'that return nothing have handled nothing, since nothing would mean allow: %p',
    async (answer) => {
      @Injectable()
      class Listener {
        @UseFilters({ catch: answer })
        @BeforeSendSingleMsg()
        on(): void {
          throw new Oops('unhandled');
        }
      }
      const { call, module } = await explore({ providers: [Listener] });
      module.useLogger(quietly.logger);
      await expect(call('Listener.on', new BeforeSendSingleMsgEvent())).rejects.toThrow(
        new Oops('unhandled'),
      );
    },
  );

  it('may throw another error', async () => {
    @Injectable()
    class Listener {
      @UseFilters({
        catch: () => {
          throw new TypeError('from the filter');
        },
      })
      @OnSingleMsgRead()
      on(): void {
        throw new Oops();
      }
    }
    const { call } = await explore({ providers: [Listener] });
    await expect(call('Listener.on')).rejects.toThrow(new TypeError('from the filter'));
  });
});
