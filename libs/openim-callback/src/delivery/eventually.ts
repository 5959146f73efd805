import { isObservable, lastValueFrom } from 'rxjs';

/** Something, or a promise of it. */
export type Eventually<T> = T | Promise<T>;

/** Whether a value has to be awaited. */
export const isPromise = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/**
 * A handler's result as a value or a promise: of an observable it is the last value, undefined if it has none.
 * An observable in a promise counts too: guards, pipes and request scope make every listener asynchronous.
 */
export const settle = (result: unknown): unknown => {
  if (isObservable(result)) return lastValueFrom(result, { defaultValue: undefined });
  return isPromise(result) ? result.then(settle) : result;
};
