import { Controller, Inject, Injectable, Module } from '@nestjs/common';
import { contextWith, explore } from '../../../../test/support/listener-fixture.js';
import { BeforeSendSingleMsgEvent, SingleMsgReadEvent } from '../contract/index.js';
import { BeforeSendSingleMsg, OnAnyCallback, OnSingleMsgRead, OnUserOnline } from './decorators.js';
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

@Injectable()
class Names {
  readonly greeting = 'hello';
}

@Injectable()
class ReadReceipts {
  constructor(private readonly names: Names) {}

  @OnSingleMsgRead()
  onRead(event: SingleMsgReadEvent): string {
    return `${this.names.greeting} ${event.userID}`;
  }

  helper(): string {
    return 'no listener';
  }
}

describe('explore', () => {
  it('finds a decorated method of a provider, and calls it on its instance', async () => {
    const { listeners, call } = await explore({ providers: [Names, ReadReceipts] });
    expect(heard(listeners)).toEqual([['ReadReceipts.onRead', READ]]);
    const event = Object.assign(new SingleMsgReadEvent(), { userID: 'u1' });
    expect(call('ReadReceipts.onRead', event)).toBe('hello u1');
  });

  it('hands the event and the context on, and nothing else', async () => {
    @Injectable()
    class Listener {
      @OnSingleMsgRead()
      on(...args: unknown[]): unknown[] {
        return args;
      }
    }
    const { call } = await explore({ providers: [Listener] });
    const [event, context] = [new SingleMsgReadEvent(), contextWith()];
    const args = call('Listener.on', event, context);
    expect(args).toEqual([event, context]);
    expect(args).toHaveLength(2);
  });

  it('finds those of controllers too', async () => {
    @Controller('admin')
    class AdminController {
      @OnUserOnline()
      onOnline(): string {
        return 'seen';
      }
    }
    const { listeners, call } = await explore({ controllers: [AdminController] });
    expect(heard(listeners)).toEqual([['AdminController.onOnline', ONLINE]]);
    expect(call('AdminController.onOnline')).toBe('seen');
  });

  it('finds those of module classes and of imported modules', async () => {
    @Module({})
    class Feature {
      @OnUserOnline()
      onOnline(): void {}
    }
    const { listeners } = await explore({ imports: [Feature] });
    expect(heard(listeners)).toEqual([['Feature.onOnline', ONLINE]]);
  });

  it('finds every decorator of a method, from the top', async () => {
    @Injectable()
    class Listener {
      @OnSingleMsgRead({ order: 2 })
      @OnUserOnline()
      @OnAnyCallback()
      on(): void {}
    }
    const { listeners } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([
      ['Listener.on', READ],
      ['Listener.on', ONLINE],
      ['Listener.on', 'any'],
    ]);
    expect(listeners[0]?.metadata.options).toEqual({ order: 2 });
  });

  it('finds several methods for one command, in the order of the class', async () => {
    @Injectable()
    class Listener {
      @BeforeSendSingleMsg()
      first(): void {}

      @BeforeSendSingleMsg({ onFailure: 'allow' })
      second(): void {}
    }
    const { listeners } = await explore({ providers: [Listener] });
    expect(heard(listeners)).toEqual([
      ['Listener.first', SEND],
      ['Listener.second', SEND],
    ]);
    expect(listeners.map((each) => each.metadata.options)).toEqual([{}, { onFailure: 'allow' }]);
  });

  it('finds inherited methods, and calls them on the instance that inherits', async () => {
    abstract class Base {
      abstract readonly answer: string;

      @BeforeSendSingleMsg()
      decide(): void {
        seen.push(this.answer);
      }
    }
    @Injectable()
    class Derived extends Base {
      readonly answer = 'derived';
    }
    const seen: string[] = [];
    const { listeners, call } = await explore({ providers: [Derived] });
    expect(heard(listeners)).toEqual([['Derived.decide', SEND]]);
    call('Derived.decide', new BeforeSendSingleMsgEvent());
    expect(seen).toEqual(['derived']);
  });

  it('finds providers of every kind, whatever their token', async () => {
    const plain = (): ReadReceipts => new ReadReceipts(new Names());
    const { listeners, call } = await explore({
      providers: [
        Names,
        { provide: 'by class', useClass: ReadReceipts },
        { provide: 'by factory', useFactory: plain },
        { provide: Symbol('by value'), useValue: plain() },
      ],
    });
    const names = listeners.map((each) => each.name);
    expect(names).toEqual(['ReadReceipts.onRead', 'by factory.onRead', 'Symbol(by value).onRead']);
    expect(names.map((name) => call(name))).toEqual(['hello ', 'hello ', 'hello ']);
  });

  it('counts an alias once', async () => {
    const { listeners } = await explore({
      providers: [Names, ReadReceipts, { provide: 'alias', useExisting: ReadReceipts }],
    });
    expect(listeners.map((each) => each.name)).toEqual(['ReadReceipts.onRead']);
  });

  it('passes over providers that are no objects, or have no methods', async () => {
    @Injectable()
    class Consumer {
      constructor(@Inject('text') readonly text: string) {}
    }
    const { listeners } = await explore({
      providers: [
        Consumer,
        { provide: 'text', useValue: 'value' },
        { provide: 'nothing', useValue: null },
        { provide: 'bare', useValue: Object.create(null) as object },
        { provide: 'function', useValue: () => undefined },
      ],
    });
    expect(listeners).toEqual([]);
  });

  it('runs no getters on the way', async () => {
    let reads = 0;
    @Injectable()
    class Listener {
      get value(): number {
        return ++reads;
      }

      @OnSingleMsgRead()
      on(): void {}
    }
    const { listeners } = await explore({ providers: [Listener] });
    expect(listeners).toHaveLength(1);
    expect(reads).toBe(0);
  });
});
