/** Something, or a promise of it. */
export type Eventually<T> = T | Promise<T>;

/** Whether a value has to be awaited. */
export const isPromise = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
