import { LazySignal } from './lazy-signal.js';

describe('LazySignal', () => {
  it('makes nothing that nobody asks for', () => {
    const lazy = new LazySignal();
    expect(Object.values(lazy).filter(Boolean)).toEqual([]);
    expect(lazy.signal.aborted).toBe(false);
    expect(Object.values(lazy).filter(Boolean)).toHaveLength(1);
  });

  it('has one signal, which aborts with the reason', () => {
    const lazy = new LazySignal();
    const { signal } = lazy;
    const reason = new Error('too late');
    const heard: unknown[] = [];
    signal.addEventListener('abort', () => heard.push(signal.reason));
    lazy.abort(reason);
    expect(lazy.signal).toBe(signal);
    expect(heard).toEqual([reason]);
  });

  it('has an aborted signal for who asks after the abort', () => {
    const lazy = new LazySignal();
    const reason = new Error('too late');
    lazy.abort(reason);
    expect(lazy.signal).toMatchObject({ aborted: true, reason });
  });
});
