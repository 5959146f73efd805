import { EMPTY, NEVER, Observable, of, throwError } from 'rxjs';
import { isPromise } from '../delivery/eventually.js';
import { settle } from './settle.js';

describe('settle', () => {
  it.each([undefined, null, 0, 'text', { kind: 'allow' }])('leaves the value %p alone', (value) => {
    expect(settle(value)).toBe(value);
  });

  it('waits for a promise', async () => {
    await expect(settle(Promise.resolve(5))).resolves.toBe(5);
    await expect(settle(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('takes the last value of an observable', async () => {
    await expect(settle(of(1, 2, 3))).resolves.toBe(3);
  });

  it('takes nothing of an empty observable', async () => {
    await expect(settle(EMPTY)).resolves.toBeUndefined();
  });

  it('rejects as the observable does', async () => {
    await expect(settle(throwError(() => new Error('no')))).rejects.toThrow('no');
  });

  it('subscribes once', async () => {
    let subscriptions = 0;
    await settle(
      new Observable((subscriber) => {
        subscriptions++;
        subscriber.complete();
      }),
    );
    expect(subscriptions).toBe(1);
  });

  it('takes the last value of an observable that a promise holds', async () => {
    await expect(settle(Promise.resolve(of(1, 2)))).resolves.toBe(2);
    await expect(settle(Promise.resolve(throwError(() => new Error('no'))))).rejects.toThrow('no');
  });

  it('is a promise for an observable that does not end', () => {
    expect(isPromise(settle(NEVER))).toBe(true);
  });
});
