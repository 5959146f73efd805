import { settle } from './settle.js';
import { Controller, Inject, Injectable, Scope, UseGuards, type CanActivate } from '@nestjs/common';
import { ContextIdFactory, REQUEST, type ContextId } from '@nestjs/core';
import { of, type Observable } from 'rxjs';
import { contextWith, explore } from '../../../../test/support/listener-fixture.js';
import { SingleMsgReadEvent } from '../contract/index.js';
import type { CallbackContext } from './callback-context.js';
import { OnSingleMsgRead, OnUserOnline } from './decorators.js';

let made = 0;

describe('scopes of listeners', () => {
  beforeEach(() => {
    made = 0;
  });

  describe('a transient listener', () => {
    @Injectable({ scope: Scope.TRANSIENT })
    class Transient {
      private calls = 0;
      readonly number = ++made;

      @OnSingleMsgRead()
      onRead(): string {
        return `instance ${this.number} call ${++this.calls}`;
      }

      @OnUserOnline()
      onOnline(): string {
        return `instance ${this.number} call ${++this.calls}`;
      }
    }

    it('has one instance for all its methods', async () => {
      const { call } = await explore({ providers: [Transient] });
      expect(call('Transient.onRead')).toBe('instance 1 call 1');
      expect(call('Transient.onOnline')).toBe('instance 1 call 2');
    });
  });

  describe('a request-scoped listener', () => {
    @Injectable({ scope: Scope.REQUEST })
    class Scoped {
      readonly number = ++made;

      constructor(@Inject(REQUEST) private readonly request: CallbackContext) {}

      @OnSingleMsgRead()
      async onRead(event: SingleMsgReadEvent, context: CallbackContext): Promise<unknown> {
        return { number: this.number, own: this.request === context, event };
      }

      @OnUserOnline()
      observe(): Observable<number> {
        return of(1, 2);
      }
    }

    it('is made for each callback, with the context for its request', async () => {
      const { call } = await explore({ providers: [Scoped] });
      expect(made).toBe(0);
      const event = new SingleMsgReadEvent();
      await expect(call('Scoped.onRead', event)).resolves.toEqual({ number: 1, own: true, event });
      await expect(call('Scoped.onRead', event)).resolves.toEqual({ number: 2, own: true, event });
    });

    it('may return an observable', async () => {
      const { listeners } = await explore({ providers: [Scoped] });
      const observing = listeners.find((each) => each.name === 'Scoped.observe');
      await expect(settle(observing?.call(new SingleMsgReadEvent(), contextWith()))).resolves.toBe(2);
    });

    it('is what a listener becomes that depends on something of that scope', async () => {
      @Injectable()
      class Dependent {
        readonly number = ++made * 10;

        constructor(readonly scoped: Scoped) {}

        @OnSingleMsgRead()
        onRead(): number {
          return this.number;
        }
      }
      const { call } = await explore({ providers: [Scoped, Dependent] });
      await expect(call('Dependent.onRead')).resolves.toBe(20);
      await expect(call('Dependent.onRead')).resolves.toBe(40);
    });

    it('may be a controller', async () => {
      @Controller({ scope: Scope.REQUEST })
      class ScopedController {
        constructor(@Inject(REQUEST) private readonly request: CallbackContext) {}

        @OnSingleMsgRead()
        onRead(): string {
          return this.request.eventID;
        }
      }
      const { call } = await explore({ controllers: [ScopedController] });
      const context = contextWith({ eventID: 'e7' });
      await expect(call('ScopedController.onRead', new SingleMsgReadEvent(), context)).resolves.toBe('e7');
    });

    it('has guards of its scope, each for its own callback', async () => {
      const seen: string[] = [];
      @Injectable({ scope: Scope.REQUEST })
      class ScopedGuard implements CanActivate {
        constructor(@Inject(REQUEST) private readonly request: CallbackContext) {}

        canActivate(): boolean {
          seen.push(this.request.eventID);
          return true;
        }
      }
      @Injectable()
      class Guarded {
        @UseGuards(ScopedGuard)
        @OnSingleMsgRead()
        onRead(): string {
          return 'let in';
        }
      }
      const { call } = await explore({ providers: [Guarded] });
      for (const eventID of ['e1', 'e2']) {
        const context = contextWith({ eventID });
        await expect(call('Guarded.onRead', new SingleMsgReadEvent(), context)).resolves.toBe('let in');
      }
      expect(seen).toEqual(['e1', 'e2']);
    });

    it('fails as its constructor does', async () => {
      @Injectable({ scope: Scope.REQUEST })
      class Broken {
        constructor() {
          throw new Error('cannot be made');
        }

        @OnSingleMsgRead()
        onRead(): void {}
      }
      const { call } = await explore({ providers: [Broken] });
      await expect(call('Broken.onRead')).rejects.toThrow('cannot be made');
    });
  });

  describe('a durable listener', () => {
    @Injectable({ scope: Scope.REQUEST, durable: true })
    class Durable {
      readonly number = ++made;

      constructor(@Inject(REQUEST) private readonly tenant: unknown) {}

      @OnSingleMsgRead()
      onRead(): unknown {
        return { number: this.number, tenant: this.tenant };
      }
    }

    @Injectable({ scope: Scope.REQUEST })
    class Scoped {
      constructor(@Inject(REQUEST) private readonly request: unknown) {}

      @OnSingleMsgRead()
      onRead(): unknown {
        return this.request;
      }
    }

    const parents = new Map<string, ContextId>();
    const tenantOf = (context: CallbackContext): string => String(context.body['tenant']);

    beforeEach(() => {
      parents.clear();
      ContextIdFactory.apply({
        attach(contextId: ContextId, context: CallbackContext) {
          const tenant = tenantOf(context);
          const parent = parents.get(tenant) ?? ContextIdFactory.create();
          parents.set(tenant, parent);
          return {
            resolve: ({ isTreeDurable }) => (isTreeDurable ? parent : contextId),
            payload: { tenant },
          };
        },
      });
    });

    // Nest keeps the strategy for ever: this one changes nothing.
    afterEach(() => ContextIdFactory.apply({ attach: (contextId: ContextId) => () => contextId }));

    it('is made once for each tenant of the strategy, with its payload for the request', async () => {
      const { call } = await explore({ providers: [Durable] });
      const from = (tenant: string): unknown =>
        call('Durable.onRead', new SingleMsgReadEvent(), contextWith({ body: { tenant } }));
      await expect(from('a')).resolves.toEqual({ number: 1, tenant: { tenant: 'a' } });
      await expect(from('b')).resolves.toEqual({ number: 2, tenant: { tenant: 'b' } });
      await expect(from('a')).resolves.toEqual({ number: 1, tenant: { tenant: 'a' } });
    });

    it('leaves listeners that are not durable their own context', async () => {
      const { call } = await explore({ providers: [Scoped] });
      const context = contextWith({ body: { tenant: 'a' } });
      await expect(call('Scoped.onRead', new SingleMsgReadEvent(), context)).resolves.toBe(context);
    });
  });
});
