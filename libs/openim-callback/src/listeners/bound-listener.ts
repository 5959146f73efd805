import type { BatchPolicy } from '../delivery/batch-policy.js';
import type { RetryPolicy } from '../delivery/retry/retry-policy.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { BatchContext, CallbackContext } from './callback-context.js';
import type { BoundFilter } from './event-filter.js';
import type { FailurePolicy } from './listener-options.js';

/** Calls something with everything that is bound to it; the result may be a promise. */
export type Handler<E, C> = (event: E, context: C) => unknown;

/** Calls a listener. */
export type ListenerHandler = Handler<OpenImEvent, CallbackContext>;

/** Calls a listener that takes batches. */
export type BatchHandler = Handler<readonly OpenImEvent[], BatchContext>;

/** Puts something around a call of a listener, of either kind. */
export type Around = <E, C extends CallbackContext | BatchContext>(
  listener: Pick<BoundListener, 'name'>,
  call: Handler<E, C>,
) => Handler<E, C>;

/** A listener found at boot, ready to be called. */
export interface BoundListener {
  /** Its own name, or else class and method, `ReadReceipts.onRead`: the same after a restart. */
  readonly name: string;
  /** Its place among the listeners of a command. */
  readonly order: number;
  /** What to answer when it cannot decide. */
  readonly onFailure: FailurePolicy;
  /** How it is called again when it fails on an after event. */
  readonly retry: RetryPolicy;
  /** Which events it wants. @default all of them */
  readonly filter?: BoundFilter;
  readonly call: ListenerHandler;
  /** How it takes events together. @default one at a time, with `call` */
  readonly batch?: BatchPolicy & { readonly call: BatchHandler };
}

/** What went wrong in a listener. */
export interface ListenerFailure {
  /** Its name, or else class and method; `unknown` when the app has no listener for a stored event any more. */
  readonly listener: string;
  /** The context of the event; of the first, when a batch of several has failed. */
  readonly context: CallbackContext;
  /** The contexts of all events of a batch of several that has failed, which is told once. */
  readonly contexts?: readonly CallbackContext[];
  /** What it threw, or a {@link DeadlineError}, `AttemptTimeoutError` or `InvalidReplyError`. */
  readonly error: unknown;
  /** Milliseconds until it is called again; undefined when it is not. */
  readonly retryIn: number | undefined;
}

/** A before listener had not decided when the deadline passed. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';

  constructor(milliseconds: number) {
    super(`no decision within ${milliseconds} ms`);
  }
}
