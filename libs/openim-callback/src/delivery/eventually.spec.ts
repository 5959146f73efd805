import { of } from 'rxjs';
import { isPromise } from './eventually.js';

describe('isPromise', () => {
  it('knows promises and what behaves like one', () => {
    const thenable: unknown = { then: () => undefined };
    expect([Promise.resolve(), thenable].map(isPromise)).toEqual([true, true]);
  });

  it.each([undefined, null, 5, 'then', {}, { then: true }, of(1)])('does not take %p for one', (value) => {
    expect(isPromise(value)).toBe(false);
  });
});
