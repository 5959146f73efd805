import { jest } from '@jest/globals';
import { Inject, Injectable, Scope, UseGuards, type CanActivate } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test, type TestingModuleBuilder } from '@nestjs/testing';
import { exploreModule, type Explored } from '../../../../test/support/listener-fixture.js';
import { OnSingleMsgRead, OnUserOnline } from './decorators.js';

@Injectable()
class Denied implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Injectable()
class Receipts {
  @OnSingleMsgRead()
  onRead(): string {
    return 'real';
  }
}

@Injectable()
@UseGuards(Denied)
class Guarded {
  @OnSingleMsgRead()
  onRead(): string {
    return 'real';
  }
}

async function testing(
  change: (builder: TestingModuleBuilder) => TestingModuleBuilder = (builder) => builder,
): Promise<Explored> {
  const builder = Test.createTestingModule({ imports: [DiscoveryModule], providers: [Receipts, Denied] });
  const module = await change(builder).compile();
  await module.init();
  return exploreModule(module);
}

describe("what a user's test replaces", () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is a method of the instance, spied on after the start', async () => {
    const { module, call } = await testing();
    const spy = jest.spyOn(module.get(Receipts), 'onRead').mockReturnValue('spied');
    expect(call('Receipts.onRead')).toBe('spied');
    expect(spy).toHaveBeenCalledTimes(1);
    spy.mockRestore();
    expect(call('Receipts.onRead')).toBe('real');
  });

  it('is a method of the class, before the start or after it', async () => {
    const spy = jest.spyOn(Receipts.prototype, 'onRead').mockReturnValue('spied');
    const { call } = await testing();
    expect(call('Receipts.onRead')).toBe('spied');
    spy.mockReturnValue('other');
    expect(call('Receipts.onRead')).toBe('other');
    spy.mockRestore();
    expect(call('Receipts.onRead')).toBe('real');
  });

  it('is a property that is assigned', async () => {
    const { module, call } = await testing();
    module.get(Receipts).onRead = () => 'assigned';
    expect(call('Receipts.onRead')).toBe('assigned');
  });

  it('is the provider, by a value', async () => {
    const onRead = jest.fn(() => 'mock');
    const { call } = await testing((builder) => builder.overrideProvider(Receipts).useValue({ onRead }));
    expect(call('Receipts.onRead')).toBe('mock');
    expect(onRead).toHaveBeenCalledTimes(1);
  });

  it('is the provider, by a factory', async () => {
    const useFactory = () => ({ onRead: () => 'made' });
    const { call } = await testing((builder) =>
      builder.overrideProvider(Receipts).useFactory({ factory: useFactory }),
    );
    expect(call('Receipts.onRead')).toBe('made');
  });

  it('is the provider, by a class that knows of no decorators', async () => {
    class Fake {
      onRead(): string {
        return 'fake';
      }
    }
    const { call } = await testing((builder) => builder.overrideProvider(Receipts).useClass(Fake));
    expect(call('Receipts.onRead')).toBe('fake');
  });

  it('is the provider, by an instance that a test made of the class', async () => {
    const { call } = await testing((builder) => builder.overrideProvider(Receipts).useValue(new Receipts()));
    expect(call('Receipts.onRead')).toBe('real');
  });

  it('keeps the guards of the class', async () => {
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      providers: [Guarded, Denied],
    })
      .overrideProvider(Guarded)
      .useValue({ onRead: () => 'mock' })
      .compile();
    const { call } = await exploreModule(await module.init());
    await expect(Promise.resolve(call('Guarded.onRead'))).rejects.toThrow('a guard turned the listener down');
  });

  it('must have the methods that listen', async () => {
    await expect(
      testing((builder) => builder.overrideProvider(Receipts).useValue({ other: () => 1 })),
    ).rejects.toThrow(
      'Receipts is provided by an object without the method onRead, with which its class listens: ' +
        'give the object that method, in a test { onRead: jest.fn() }',
    );
  });

  it('may be nothing, which is said', async () => {
    const { listeners, warnings } = await testing((builder) =>
      builder.overrideProvider(Receipts).useValue(null),
    );
    expect(listeners).toEqual([]);
    expect(warnings).toEqual(['Receipts is provided as null: its method onRead does not listen']);
  });

  it('is a request-scoped provider of a factory, whose instance is made for each callback', async () => {
    const seen: unknown[] = [];
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      providers: [
        {
          provide: Receipts,
          scope: Scope.REQUEST,
          useFactory: () => ({ onRead: () => seen.push('made') }),
        },
      ],
    }).compile();
    const { call } = await exploreModule(await module.init());
    await call('Receipts.onRead');
    expect(seen).toEqual(['made']);
  });

  it.each([[null], [{}]])('fails when a factory makes %j of a callback', async (made) => {
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      providers: [{ provide: Receipts, scope: Scope.REQUEST, useFactory: () => made }],
    }).compile();
    const { call } = await exploreModule(await module.init());
    await expect(Promise.resolve(call('Receipts.onRead'))).rejects.toThrow(
      'Receipts is provided by an object without the method onRead',
    );
  });

  it('may be decorated itself, for other commands', async () => {
    class Other {
      constructor(@Inject('text') readonly text: string) {}

      @OnUserOnline()
      onOnline(): string {
        return this.text;
      }

      onRead(): string {
        return 'other';
      }
    }
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      providers: [
        { provide: 'text', useValue: 'online' },
        { provide: Receipts, useClass: Other },
      ],
    }).compile();
    const { listeners, call } = await exploreModule(await module.init());
    expect(listeners.map(({ name }) => name).sort()).toEqual(['Other.onOnline', 'Other.onRead']);
    expect([call('Other.onOnline'), call('Other.onRead')]).toEqual(['online', 'other']);
  });
});
