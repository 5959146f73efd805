import type { InjectionToken, ModuleMetadata, OptionalFactoryDependency, Type } from '@nestjs/common';
import type { CommandKey } from './contract/commands.js';
import type { RetryOptions } from './delivery/retry/retry-policy.js';
import type { Inbox } from './delivery/inbox.js';
import type { AccessOptions } from './intake/access/access-options.js';
import type { FailureReply } from './intake/failure-answers.js';
import type { FailurePolicy } from './listeners/listener-options.js';
import type { CallbackHooks } from './operations/callback-reporter.js';
import type { MetricsOptions } from './operations/metrics/start-metrics.js';
import type { ErrorCodeRange } from './replies/error-codes.js';

/**
 * How callbacks reach the module: through a controller, so that the app's guards and interceptors see them, or
 * directly in front of the router, which is several times faster and which nothing in the app can answer for.
 */
export type Mount = 'controller' | 'direct';

/** Options that shape the module itself and so cannot come from a factory. */
export interface OpenImCallbackStaticOptions {
  /**
   * The path that `url` in webhooks.yml ends with. The app's global prefix and URI versioning come before it.
   * @default 'callbackExample', the path in the webhooks.yml that OpenIM ships
   */
  readonly path?: string;
  /** Tells several instances apart; listeners name theirs with `instance`. @default 'default' */
  readonly name?: string;
  /** Whether every module can inject the service without importing this one. @default false */
  readonly isGlobal?: boolean;
  /** How callbacks reach the module. @default 'controller' */
  readonly mount?: Mount;
  /** The version of the route, for apps with URI versioning. @default none, also in a versioned app */
  readonly version?: string;
  /**
   * Decorators for the controller, so that guards of the app let OpenIM in: `[Public(), SkipThrottle()]`.
   * Without effect on the direct mount, which no guard sees. @default none
   */
  readonly controllerDecorators?: readonly ClassDecorator[];
}

/** Options that a factory can provide. */
export interface OpenImCallbackSettings {
  /** Who may send callbacks. @default everyone who can reach the port */
  readonly access?: AccessOptions;
  /**
   * Whether the controller mount answers in front of the router where nothing of the app is on a callback's way to the
   * controller: no guard, no interceptor, no middleware. It is decided when the app starts, and logged. On Express only,
   * where all of them can be seen; false has callbacks go through the framework in any case.
   * @default true
   */
  readonly answerInFront?: boolean;
  /**
   * Milliseconds in which the listeners of a before callback must decide, from its arrival on. Must lie well
   * under the `timeout` in webhooks.yml: past that OpenIM refuses with an error of its own.
   * @default 4000, one second less than OpenIM's default timeout of 5 s
   */
  readonly deadline?: number;
  /**
   * What a before callback is answered with when its listeners throw, exceed the deadline or cannot be asked.
   * `'refuse'` keeps what they guard safe, `'allow'` keeps users going.
   * @default 'refuse'
   */
  readonly onFailure?: FailurePolicy;
  /** The codes listeners may refuse with. @default { min: 20001, max: 29999 }, as in OpenIM's docs */
  readonly errCodes?: ErrorCodeRange;
  /** What users see when a callback could not be decided. @default { errCode: 20500, errMsg: 'the request could not be checked' } */
  readonly failure?: Partial<FailureReply>;
  /**
   * Bytes of the largest body, whatever the app's own body parser allows. OpenIM sends lists of all members of
   * a group and messages of up to 8 MiB.
   * @default 16777216 (16 MiB)
   */
  readonly bodyLimit?: number;
  /**
   * Bytes that the bodies of all callbacks may take together, from their first byte to their answer. What goes beyond is
   * answered as what cannot be checked: a before callback by `onFailure`, an after callback as not accepted.
   * @default 134217728 (128 MiB), or `bodyLimit` if that is more: OpenIM's eight services send after callbacks with two
   *   workers each, and their largest messages have 8 MiB
   */
  readonly bodyMemory?: number;
  /**
   * Where after events wait for their listeners, or what makes it. An inbox belongs to one app: a function gives an app
   * that is made again, in tests or by a hot reload, one of its own.
   * @default memoryInbox()
   */
  readonly inbox?: Inbox | (() => Inbox);
  /** How listeners of after events are called again when they fail. @default see RetryOptions */
  readonly retry?: RetryOptions;
  /**
   * The commands whose repeated events are dropped, by their keys in webhooks.yml. OpenIM may repeat
   * afterMsgSaveDB; other commands have a key too, but repeat only when users do.
   * @default ['afterMsgSaveDB']
   */
  readonly suppressDuplicates?: readonly CommandKey[];
  /**
   * Milliseconds after which the app's HTTP server closes idle connections, 0 for never; false leaves it as it
   * is. OpenIM keeps connections for ever and loses a callback that meets their closing.
   * @default 0
   */
  readonly keepAliveTimeout?: number | false;
  /**
   * Milliseconds for which an app that is told to end goes on as before: `checkHealth()` is down, each callback is
   * answered with `Connection: close`, and only then the server is closed. Longer than a balancer takes to see it.
   * Several instances of the module in an app wait one after the other: give it to one of them.
   * @default 0: the server is closed as soon as the inbox is drained
   */
  readonly shutdownDelay?: number;
  /** Milliseconds that shutting down waits for accepted events to be delivered. @default 10000 */
  readonly shutdownTimeout?: number;
  /**
   * Scheme, host and port under which OpenIM reaches the app, for the url in the boot log.
   * @default http://127.0.0.1 and the port the app listens on
   */
  readonly origin?: string;
  /** Called when something goes wrong, beside the log. What they throw is logged. @default none */
  readonly hooks?: CallbackHooks;
  /** Metrics for Prometheus, in a registry of prom-client, which must be installed. @default false */
  readonly metrics?: boolean | MetricsOptions;
  /**
   * Spans with the tracer provider that the app has registered with `@opentelemetry/api`, which must be
   * installed. @default false
   */
  readonly tracing?: boolean;
}

/** The options of `OpenImCallbackModule.forRoot()`. */
export interface OpenImCallbackOptions extends OpenImCallbackStaticOptions, OpenImCallbackSettings {}

/**
 * What a factory makes: settings, and none of the options that shape the module, which is made before the factory runs.
 */
export type OpenImCallbackFactorySettings = OpenImCallbackSettings & {
  readonly [Name in keyof OpenImCallbackStaticOptions]?: never;
};

/** A class that makes the settings, for `useClass` and `useExisting`. */
export interface OpenImCallbackOptionsFactory {
  createOpenImCallbackOptions(): OpenImCallbackFactorySettings | Promise<OpenImCallbackFactorySettings>;
}

/** The options of `OpenImCallbackModule.forRootAsync()`; exactly one of the three `use...` must be given. */
export interface OpenImCallbackAsyncOptions
  extends OpenImCallbackStaticOptions, Pick<ModuleMetadata, 'imports'> {
  /** Makes the settings from what is injected. */
  readonly useFactory?: (
    ...args: never[]
  ) => OpenImCallbackFactorySettings | Promise<OpenImCallbackFactorySettings>;
  /** What the factory gets. */
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  /** A class that is instantiated for this. */
  readonly useClass?: Type<OpenImCallbackOptionsFactory>;
  /** A provider that exists already, in one of the imports. */
  readonly useExisting?: InjectionToken<OpenImCallbackOptionsFactory>;
}
