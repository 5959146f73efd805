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

describe('listener', () => {
  it('wants a method', () => {
    expect(() => listener({ kind: 'any' }, {})({}, 'name', {})).toThrow(
      new TypeError('a listener must be a method of instances, which name is not'),
    );
  });

  it('wants no static method, since nothing would ever call it', () => {
    class Listeners {
      static onRead(this: void): void {}
    }
    const descriptor = { value: Listeners.onRead };
    expect(() => listener({ kind: 'any' }, {})(Listeners, Symbol('onRead'), descriptor)).toThrow(
      'a listener must be a method of instances, which Symbol(onRead) is not',
    );
    expect(listenerMetadata(Listeners.onRead)).toEqual([]);
  });
});
