import type { AnyEvent } from '../contract/definitions.js';
import type { BatchOptions } from '../delivery/batch-policy.js';
import type { RetryOptions } from '../delivery/retry/retry-policy.js';
import type { EventFilter } from './event-filter.js';

/** The name of a module instance that was given none. */
export const DEFAULT_INSTANCE = 'default';

/** What a before callback is answered with when a listener cannot decide. */
export type FailurePolicy = 'refuse' | 'allow';

/** Options of every listener decorator; E is the event. */
export interface ListenerOptions<E = AnyEvent> {
  /** The module instance (`forRoot({ name })`) to listen on. @default 'default' */
  readonly instance?: string;
  /** Listeners of one command run by ascending order, equal ones as discovered. @default 0 */
  readonly order?: number;
  /**
   * What events are stored under for this listener, and what logs, metrics and dead letters call it: a name that
   * stays when the class is renamed or a build shortens its name. 1 to 100 characters without spaces, of one
   * listener only.
   * @default class and method, such as `ReadReceipts.onRead`
   */
  readonly name?: string;
  /**
   * The events that this listener wants, by fields or a function. It is asked when an event arrives: an after event
   * that nobody wants is answered and not stored, a before callback that nobody wants is allowed at once. A filter
   * that throws counts as a listener that failed for a before callback; an after event is delivered.
   * @default all of them
   */
  readonly where?: EventFilter<E>;
}

/** Options of the decorators of after commands. */
export interface AfterListenerOptions<E = AnyEvent> extends ListenerOptions<E> {
  /** How often and when this listener is called again when it fails. @default the module's `retry` */
  readonly retry?: RetryOptions;
  /** See {@link BatchListenerOptions}. */
  readonly batch?: undefined;
}

/** Options of the decorators of after commands on a method that takes several events at once. */
export interface BatchListenerOptions<E = AnyEvent> extends Omit<AfterListenerOptions<E>, 'batch'> {
  /**
   * The method gets an array of events and a `BatchContext`: those of one ordering key in order, others with them. A
   * batch that fails is tried again as a whole, by `retry`, and then in halves, so that the event that makes it fail is
   * in the end alone. `attemptTimeout` is for a whole batch.
   */
  readonly batch: BatchOptions;
}

/** Options of the decorators of before commands. */
export interface BeforeListenerOptions<E = AnyEvent> extends ListenerOptions<E> {
  /**
   * The answer when this listener throws, exceeds the deadline or returns something that cannot be sent, and
   * when a callback it should have checked is unusable.
   * @default the module's `onFailure`
   */
  readonly onFailure?: FailurePolicy;
}

/** The options of any listener decorator. */
export type AnyListenerOptions = Omit<AfterListenerOptions & BeforeListenerOptions, 'where' | 'batch'> & {
  /** Its types are the decorator's matter. */
  readonly where?: unknown;
  /** Not of before commands. */
  readonly batch?: BatchOptions | undefined;
};
