import {
  Inject,
  Injectable,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
  type PipeTransform,
} from '@nestjs/common';
import { REQUEST } from '@nestjs/core';
import { contextWith, explore } from '../../../../test/support/listener-fixture.js';
import { SingleMsgReadEvent } from '../contract/index.js';
import { LazySignal } from '../delivery/lazy-signal.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import { RecordsContext, type BatchContext } from './callback-context.js';
import { OnSingleMsgRead } from './decorators.js';
import type { DiscoveredListener } from './listener-explorer.js';
import { bindListeners } from './listener-registry.js';

const eventOf = (userID: string): SingleMsgReadEvent => Object.assign(new SingleMsgReadEvent(), { userID });
const events = [eventOf('u1'), eventOf('u2')];
const context = new RecordsContext(
  [contextWith({ eventID: 'e1' }), contextWith({ eventID: 'e2' })],
  'default',
  new LazySignal(),
);

/** Calls the only listener with the two events, as the delivery does. */
const callBatch = async (listeners: readonly DiscoveredListener[]): Promise<unknown> => {
  const registry = bindListeners(listeners, 'default', { onFailure: 'refuse', retry: DEFAULT_RETRY });
  const [listener] = registry.batched();
  if (!listener?.batch) throw new Error('it takes no batches');
  return listener.batch.call(events, context);
};

const seen: unknown[] = [];

@Injectable()
class SeeingGuard implements CanActivate {
  canActivate(host: ExecutionContext): boolean {
    seen.push('guard', host.getType<string>(), ...host.getArgs<unknown[]>());
    return true;
  }
}

@Injectable()
class SeeingInterceptor implements NestInterceptor {
  intercept(host: ExecutionContext, next: CallHandler) {
    seen.push('interceptor', ...host.getArgs<unknown[]>());
    return next.handle();
  }
}

class RenamingPipe implements PipeTransform {
  transform(value: SingleMsgReadEvent, { metatype }: { readonly metatype?: unknown }): SingleMsgReadEvent {
    seen.push('pipe', metatype);
    return eventOf(`${value.userID} piped`);
  }
}

class HandlingFilter implements ExceptionFilter {
  catch(error: Error, host: ArgumentsHost): string {
    return `${error.message} in ${host.getArgByIndex<readonly unknown[]>(0).length} events`;
  }
}

describe('a listener that takes batches', () => {
  beforeEach(() => {
    seen.length = 0;
  });

  it('gets the events and the context of each', async () => {
    class Plain {
      @OnSingleMsgRead({ batch: {} })
      on(read: SingleMsgReadEvent[], { contexts, instance, signal }: BatchContext): unknown {
        const ids = contexts.map(({ eventID }) => eventID);
        return { users: read.map(({ userID }) => userID), ids, instance, aborted: signal.aborted };
      }
    }
    const { listeners } = await explore({ providers: [Plain] });
    expect(await callBatch(listeners)).toEqual({
      users: ['u1', 'u2'],
      ids: ['e1', 'e2'],
      instance: 'default',
      aborted: false,
    });
  });

  it('has guards and interceptors that see the batch, and pipes that see each event', async () => {
    class Guarded {
      @UseGuards(SeeingGuard)
      @UseInterceptors(SeeingInterceptor)
      @UsePipes(new RenamingPipe())
      @OnSingleMsgRead({ batch: {} })
      on(read: SingleMsgReadEvent[]): unknown {
        return read.map(({ userID }) => userID);
      }
    }
    const { listeners } = await explore({ providers: [Guarded] });
    expect(await callBatch(listeners)).toEqual(['u1 piped', 'u2 piped']);
    expect(seen).toEqual([
      'guard',
      'openim-callback',
      events,
      context,
      'interceptor',
      events,
      context,
      'pipe',
      SingleMsgReadEvent,
      'pipe',
      SingleMsgReadEvent,
    ]);
  });

  it('has filters that see what it throws', async () => {
    class Filtered {
      @UseFilters(new HandlingFilter())
      @OnSingleMsgRead({ batch: {} })
      on(): void {
        throw new Error('no');
      }
    }
    const { listeners } = await explore({ providers: [Filtered] });
    expect(await callBatch(listeners)).toBe('no in 2 events');
  });

  it('is made for each batch when it is request-scoped, with its context for the request', async () => {
    let made = 0;
    @Injectable({ scope: Scope.REQUEST })
    class Scoped {
      readonly number = ++made;

      constructor(@Inject(REQUEST) private readonly request: BatchContext) {}

      @OnSingleMsgRead({ batch: {} })
      on(read: SingleMsgReadEvent[], given: BatchContext): unknown {
        return { number: this.number, events: read.length, own: this.request === given };
      }
    }
    const { listeners } = await explore({ providers: [Scoped] });
    expect(await callBatch(listeners)).toEqual({ number: 1, events: 2, own: true });
    expect(await callBatch(listeners)).toEqual({ number: 2, events: 2, own: true });
  });

  it('stays one when another decorator replaces the method, and when a test spies on it', async () => {
    const Traced = (): MethodDecorator => (_target, _key, descriptor) => {
      const original = descriptor.value as unknown as (...args: unknown[]) => unknown;
      const value = function (this: unknown, ...args: unknown[]): string {
        return `traced ${String(original.apply(this, args))}`;
      };
      Object.assign(descriptor, { value });
    };
    class Wrapped {
      @Traced()
      @OnSingleMsgRead({ batch: {} })
      on(read: SingleMsgReadEvent[]): number {
        return read.length;
      }
    }
    const { listeners, module } = await explore({ providers: [Wrapped] });
    expect(await callBatch(listeners)).toBe('traced 2');
    Object.assign(module.get(Wrapped), { on: (read: unknown[]) => `spied on ${read.length}` });
    expect(await callBatch(listeners)).toBe('spied on 2');
  });
});
