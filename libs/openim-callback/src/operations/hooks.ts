import type { CallbackFailure } from '../intake/failure.js';
import type { ListenerFailure } from '../listeners/bound-listener.js';

/** What the app can be told of beside the log. */
export interface CallbackHooks {
  /** A callback was turned down, could not be used or could not be stored. */
  readonly onFailure?: (failure: CallbackFailure) => unknown;
  /** A listener threw, was too late or returned something that cannot be sent; `retryIn` says whether it will be tried again. */
  readonly onListenerError?: (failure: ListenerFailure) => unknown;
  /**
   * The inbox's storage has begun to fail, with what to do about it, or, with undefined, is back; also right after it
   * was told that another file is in use in place of one that was damaged or lost.
   */
  readonly onStorage?: (problem: string | undefined) => unknown;
}
