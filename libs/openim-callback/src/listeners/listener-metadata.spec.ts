import { addListenerMetadata, listenerMetadata, type ListenerMetadata } from './listener-metadata.js';

const first: ListenerMetadata = { target: { kind: 'any' }, options: {} };
const second: ListenerMetadata = { target: { kind: 'command', command: 'c' }, options: { order: 1 } };

describe('listenerMetadata', () => {
  it('is empty for a method that is no listener', () => {
    expect(listenerMetadata(() => undefined)).toEqual([]);
  });

  it('has what was added, the last first, as decorators are applied from below', () => {
    const method = (): void => undefined;
    addListenerMetadata(method, first);
    addListenerMetadata(method, second);
    expect(listenerMetadata(method)).toEqual([second, first]);
  });

  it("is each method's own", () => {
    const base = (): void => undefined;
    const derived = Object.setPrototypeOf(() => undefined, base) as object;
    addListenerMetadata(base, first);
    addListenerMetadata(derived, second);
    expect(listenerMetadata(base)).toEqual([first]);
    expect(listenerMetadata(derived)).toEqual([second]);
  });
});
