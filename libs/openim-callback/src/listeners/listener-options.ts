import type { RetryOptions } from '../delivery/retry/retry-options.js';

/** The name of a module instance that was given none. */
export const DEFAULT_INSTANCE = 'default';

/** What a before callback is answered with when a listener cannot decide. */
export type FailurePolicy = 'refuse' | 'allow';

/** Options of every listener decorator. */
export interface ListenerOptions {
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
}

/** Options of the decorators of after commands. */
export interface AfterListenerOptions extends ListenerOptions {
  /** How often and when this listener is called again when it fails. @default the module's `retry` */
  readonly retry?: RetryOptions;
}

/** Options of the decorators of before commands. */
export interface BeforeListenerOptions extends ListenerOptions {
  /**
   * The answer when this listener throws, exceeds the deadline or returns something that cannot be sent, and
   * when a callback it should have checked is unusable.
   * @default the module's `onFailure`
   */
  readonly onFailure?: FailurePolicy;
}

/** The options of any listener decorator. */
export type AnyListenerOptions = AfterListenerOptions & BeforeListenerOptions;
