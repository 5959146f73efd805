import { isObservable, lastValueFrom } from 'rxjs';
import { isPromise } from '../delivery/eventually.js';

/**
 * A handler's result as a value or a promise: of an observable it is the last value, undefined if it has none.
 * An observable in a promise counts too: guards, pipes and request scope make every listener asynchronous.
 */
export const settle = (result: unknown): unknown => {
  if (isObservable(result)) return lastValueFrom(result, { defaultValue: undefined });
  return isPromise(result) ? result.then(settle) : result;
};
