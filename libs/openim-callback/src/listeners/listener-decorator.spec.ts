import { Command } from '../contract/index.js';
import { listener, onAfter, onBefore } from './listener-decorator.js';
import { listenerMetadata } from './listener-metadata.js';

const methodWith = (
  decorate: (target: object, key: string, descriptor: TypedPropertyDescriptor<() => undefined>) => void,
) => {
  const method = (): undefined => undefined;
  decorate({}, 'method', { value: method });
  return method;
};

describe('onAfter and onBefore', () => {
  it('make decorators of their command', () => {
    expect(listenerMetadata(methodWith(onAfter(Command.afterUserOnline)()))).toEqual([
      { target: { kind: 'command', command: 'callbackAfterUserOnlineCommand' }, options: {} },
    ]);
    expect(listenerMetadata(methodWith(onBefore(Command.beforeAddBlack)()))).toEqual([
      { target: { kind: 'command', command: 'callbackBeforeAddBlackCommand' }, options: {} },
    ]);
  });

  it('keep the options', () => {
    const after = { instance: 'second', order: -1 };
    const before = { instance: 'second', order: 2, onFailure: 'allow' } as const;
    expect(listenerMetadata(methodWith(onAfter(Command.afterUserOnline)(after)))[0]?.options).toBe(after);
    expect(listenerMetadata(methodWith(onBefore(Command.beforeAddBlack)(before)))[0]?.options).toBe(before);
  });
});

/** As compilers that do not check types apply it. */
const applied = (...args: readonly unknown[]): void => {
  Reflect.apply(listener({ kind: 'any' }, {}), undefined, args);
};

describe('what is no method of instances', () => {
  class Listeners {
    static onRead(this: void): void {}
  }
  const { prototype } = Listeners;
  const NO_METHOD =
    'Listeners.onRead is no method: write onRead(event) { ... } in place of an arrow function or an accessor, and ' +
    'put decorators that turn methods into accessors above this one';

  it.each([
    ['a property', [prototype, 'onRead', undefined], NO_METHOD],
    ['a property, as Babel describes it', [prototype, 'onRead', { initializer: () => 1 }], NO_METHOD],
    ['an accessor', [prototype, 'onRead', { get: () => 1 }], NO_METHOD],
    [
      'a static method',
      [Listeners, Symbol('onRead'), { value: Listeners.onRead }],
      'Listeners.Symbol(onRead) is static, and only instances listen: make it a method of the instances of a provider',
    ],
    [
      'a static property',
      [Listeners, 'onRead', undefined],
      'Listeners.onRead is static, and only instances listen: make it a method of the instances of a provider',
    ],
    [
      'a class',
      [Listeners, undefined, undefined],
      'a listener is a method: put the decorator on a method of Listeners',
    ],
    [
      'a method, by the decorators of ECMAScript',
      [Listeners.onRead, { kind: 'method', name: 'onRead', private: false, static: false }],
      'the listener decorators are of the kind that NestJS uses: set "experimentalDecorators": true in ' +
        'tsconfig.json, or what your compiler has for it',
    ],
    [
      'a field, by the decorators of ECMAScript',
      [undefined, { kind: 'field', name: 'onRead', private: false, static: false }],
      'the listener decorators are of the kind that NestJS uses: set "experimentalDecorators": true in ' +
        'tsconfig.json, or what your compiler has for it',
    ],
  ])('is refused: %s', (_what, args, message) => {
    expect(() => applied(...args)).toThrow(new TypeError(message));
    expect(listenerMetadata(Listeners.onRead)).toEqual([]);
  });
});
