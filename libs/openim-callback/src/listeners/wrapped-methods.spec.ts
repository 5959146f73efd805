import {
  Injectable,
  Scope,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { explore } from '../../../../test/support/listener-fixture.js';
import { allow, type Allow } from '../replies/reply.js';
import { BeforeSendSingleMsg, OnSingleMsgRead, OnUserOnline } from './decorators.js';
import type { DiscoveredListener } from './listener-explorer.js';

/** What each listener listens to, by name. */
const heard = (listeners: readonly DiscoveredListener[]): (readonly [string, string])[] =>
  listeners.map(({ name, metadata: { target } }) => [
    name,
    target.kind === 'command' ? target.command : target.kind,
  ]);

const READ = 'callbackAfterSingleMsgReadCommand';
const ONLINE = 'callbackAfterUserOnlineCommand';
const SEND = 'callbackBeforeSendSingleMsgCommand';

type Call = (this: unknown, ...args: unknown[]) => unknown;

const wrapped = (original: unknown): Call =>
  function (...args) {
    return `traced ${String((original as Call).apply(this, args))}`;
  };

/** Replaces the method, as tracing and context-local storage do, and forgets its metadata. */
const Traced = (): MethodDecorator => (_target, _key, descriptor) => {
  Object.assign(descriptor, { value: wrapped(descriptor.value) });
};

/** The same by one that copies the metadata. */
const Copying = (): MethodDecorator => (_target, _key, descriptor) => {
  const original: unknown = descriptor.value;
  const replacement = wrapped(original);
  for (const key of Reflect.getMetadataKeys(original as object) as unknown[])
    Reflect.defineMetadata(key, Reflect.getMetadata(key, original as object), replacement);
  Object.assign(descriptor, { value: replacement });
};

/** Binds the method when it is read, which makes it an accessor. */
const Bound = (): MethodDecorator => (_target, _key, descriptor) => {
  const original = descriptor.value as unknown as Call;
  const accessor: PropertyDescriptor = {
    configurable: true,
    get(): unknown {
      return original.bind(this);
    },
  };
  return accessor;
};

@Injectable()
class RolesGuard implements CanActivate {
  canActivate(host: ExecutionContext): boolean {
    return new Reflector().get<string>('role', host.getHandler()) === 'admin';
  }
}

describe('a method that another decorator replaces', () => {
  it.each([
    ['above', [Traced(), BeforeSendSingleMsg()]],
    ['below', [BeforeSendSingleMsg(), Traced()]],
    ['above and copies', [Copying(), BeforeSendSingleMsg()]],
    ['twice', [Traced(), BeforeSendSingleMsg(), Traced()]],
  ])('is found when that is %s', async (_where, decorators) => {
    @Injectable()
    class Listener {
      check(): string {
        return 'checked';
      }
    }
    const descriptor = Object.getOwnPropertyDescriptor(Listener.prototype, 'check');
    if (!descriptor) throw new Error('there is no method');
    for (const decorate of [...decorators].reverse()) decorate(Listener.prototype, 'check', descriptor);
    Object.defineProperty(Listener.prototype, 'check', descriptor);
    const { listeners, call } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([['Listener.check', SEND]]);
    expect(call('Listener.check')).toMatch(/^(traced )+checked$/);
  });

  it('keeps all its subscriptions, from the top', async () => {
    @Injectable()
    class Listener {
      @OnSingleMsgRead()
      @Copying()
      @OnUserOnline()
      @Traced()
      on(): string {
        return 'on';
      }
    }
    const { listeners, call } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([
      ['Listener.on', READ],
      ['Listener.on', ONLINE],
    ]);
    expect(call('Listener.on')).toBe('traced traced on');
  });

  it('is found as an accessor too', async () => {
    @Injectable()
    class Listener {
      readonly answer = 'bound';

      @Bound()
      @OnSingleMsgRead()
      on(): string {
        return this.answer;
      }
    }
    const { listeners, call } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([['Listener.on', READ]]);
    expect(call('Listener.on')).toBe('bound');
  });

  it.each([
    ['no admin', 'user', undefined],
    ['an admin', 'admin', 'traced on'],
  ])('keeps its guards and what they read of it: %s', async (_who, role, result) => {
    @Injectable()
    class Listener {
      @Traced()
      @OnSingleMsgRead()
      @UseGuards(new RolesGuard())
      @SetMetadata('role', role)
      on(): string {
        return 'on';
      }
    }
    const { call } = await explore({ providers: [Listener] });
    const called = Promise.resolve(call('Listener.on'));
    if (result === undefined) await expect(called).rejects.toThrow('a guard turned the listener down');
    else await expect(called).resolves.toBe(result);
  });

  it.each([
    ['a singleton', Scope.DEFAULT],
    ['a request-scoped one', Scope.REQUEST],
  ])('is no listener without a guard that Nest cannot find below the wrapper: %s', async (_scope, scope) => {
    @Injectable({ scope })
    class Listener {
      @Traced()
      @OnSingleMsgRead()
      @UseGuards(RolesGuard)
      on(): void {}
    }
    await expect(explore({ providers: [Listener, RolesGuard] })).rejects.toThrow(
      'Nest would leave out RolesGuard, which is bound to a listener of Listener, because another decorator or an ' +
        'override has taken the place of the method: bind it above that decorator, to the override, to the class, or ' +
        'bind an instance of the enhancer',
    );
  });

  it('has the guards that were bound before and after it was replaced', async () => {
    const asked: string[] = [];
    const guard = (name: string): CanActivate => ({ canActivate: () => asked.push(name) > 0 });
    @Injectable()
    class Listener {
      @UseGuards(guard('outer'))
      @Traced()
      @OnSingleMsgRead()
      @UseGuards(guard('inner'))
      on(): string {
        return 'on';
      }
    }
    const { call } = await explore({ providers: [Listener] });
    await expect(Promise.resolve(call('Listener.on'))).resolves.toBe('traced on');
    expect(asked.sort()).toEqual(['inner', 'outer']);
  });
});

describe('a method that is hard to see', () => {
  it('may be named by a symbol', async () => {
    const onRead = Symbol('onRead');
    @Injectable()
    class Listener {
      @OnSingleMsgRead()
      [onRead](): string {
        return 'read';
      }
    }
    const { listeners, call } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([['Listener.Symbol(onRead)', READ]]);
    expect(call('Listener.Symbol(onRead)')).toBe('read');
  });

  it('may be private', async () => {
    @Injectable()
    class Listener {
      @OnSingleMsgRead()
      private onRead(): string {
        return 'read';
      }

      used(): string {
        return this.onRead();
      }
    }
    const { listeners } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([['Listener.onRead', READ]]);
  });

  it('may be mixed into another class', async () => {
    class Source {
      @OnSingleMsgRead()
      onRead(): string {
        return 'mixed in';
      }
    }
    @Injectable()
    class Listener {}
    Object.defineProperty(
      Listener.prototype,
      'onRead',
      Object.getOwnPropertyDescriptor(Source.prototype, 'onRead') ?? {},
    );
    const { listeners, call } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([['Listener.onRead', READ]]);
    expect(call('Listener.onRead')).toBe('mixed in');
  });
});

describe('an override', () => {
  class Base {
    @BeforeSendSingleMsg()
    @UseGuards(new RolesGuard())
    check(): Allow {
      return allow();
    }
  }

  it('listens to what the method of the base class does, behind the same guards', async () => {
    @Injectable()
    class Derived extends Base {
      override check(): Allow {
        return allow();
      }
    }
    const { listeners, call } = await explore({ providers: [Derived] });
    expect(heard(listeners)).toEqual([['Derived.check', SEND]]);
    await expect(Promise.resolve(call('Derived.check'))).rejects.toThrow('a guard turned the listener down');
  });

  it('may be a property of the instance', async () => {
    class Plain {
      @OnSingleMsgRead()
      onRead(): string {
        return 'base';
      }
    }
    @Injectable()
    class Derived extends Plain {
      override onRead = (): string => 'property';
    }
    const { listeners, call } = await explore({ providers: [Derived] });
    expect(heard(listeners)).toEqual([['Derived.onRead', READ]]);
    expect(call('Derived.onRead')).toBe('property');
  });

  it('listens to what its own decorators say, and to nothing else, if it has any', async () => {
    @Injectable()
    class Derived extends Base {
      @OnUserOnline()
      override check(): Allow {
        return allow();
      }
    }
    const { listeners, call } = await explore({ providers: [Derived] });
    expect(heard(listeners)).toEqual([['Derived.check', ONLINE]]);
    expect(call('Derived.check')).toEqual(allow());
  });
});
