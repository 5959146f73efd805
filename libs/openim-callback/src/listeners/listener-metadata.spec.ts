import {
  addListenerMetadata,
  listenerMetadata,
  notedMethod,
  type ListenerMetadata,
} from './listener-metadata.js';

const first: ListenerMetadata = { target: { kind: 'any' }, options: {} };
const second: ListenerMetadata = { target: { kind: 'command', command: 'c' }, options: { order: 1 } };

describe('notedMethod', () => {
  it('is nothing for a method that is no listener', () => {
    expect(notedMethod({}, 'on', () => undefined)).toBeUndefined();
    expect(listenerMetadata(() => undefined)).toEqual([]);
  });

  it('has what was added, the last first, as decorators are applied from below', () => {
    const [prototype, method] = [{}, (): void => undefined];
    addListenerMetadata(prototype, 'on', method, first);
    addListenerMetadata(prototype, 'on', method, second);
    expect(notedMethod(prototype, 'on', method)).toEqual({ metadata: [second, first], functions: [method] });
    expect(listenerMetadata(method)).toEqual([second, first]);
  });

  it('is by the name of the method, whatever has taken its place', () => {
    const [prototype, method, wrapper] = [{}, (): void => undefined, (): void => undefined];
    addListenerMetadata(prototype, 'on', method, first);
    addListenerMetadata(prototype, 'on', wrapper, second);
    const noted = { metadata: [second, first], functions: [wrapper, method] };
    expect(notedMethod(prototype, 'on', () => undefined)).toEqual(noted);
    expect(notedMethod(prototype, 'on', undefined)).toEqual(noted);
    expect(notedMethod(prototype, 'off', undefined)).toBeUndefined();
  });

  it('is in the method too, which other classes may have', () => {
    const method = (): void => undefined;
    addListenerMetadata({}, 'on', method, first);
    expect(notedMethod({}, 'other', method)).toEqual({ metadata: [first], functions: [method] });
  });

  it("is each class's and each method's own", () => {
    const base = {};
    const method = (): void => undefined;
    addListenerMetadata(base, 'on', method, first);
    const derived = Object.create(base) as object;
    expect(
      notedMethod(
        derived,
        'on',
        Object.setPrototypeOf(() => undefined, method),
      ),
    ).toBeUndefined();
  });
});
