import type { CallbackStream } from './callback-stream.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import type { ModuleInstance } from './module-instance.js';
import { CallbackEndpoint } from '../mount/callback-endpoint.js';
import type { CallbackReporter } from '../operations/callback-reporter.js';
import type { Watch } from './operations.js';
import type { ResolvedSettings } from './resolve-settings.js';

/** What a module instance has once its listeners are known. */
export interface Assembly {
  readonly instance: ModuleInstance;
  readonly settings: ResolvedSettings;
  readonly registry: ListenerRegistry;
  readonly reporter: CallbackReporter;
  readonly watch: Watch;
  readonly stream: CallbackStream;
  readonly base: string;
  /** Whether the app is going down. */
  readonly closing: () => boolean;
}

/** Joins the rooms: what arrives over HTTP goes through the intake to the listeners or into the inbox. */
export function assembleEndpoint(assembly: Assembly): CallbackEndpoint {
  const { instance, settings, registry, reporter, watch, stream, base, closing } = assembly;
  const intake = watch.makeIntake({
    ...settings,
    instance: instance.name,
    registry,
    onFailure: reporter.failure,
    onListenerError: ({ name }, context, error) =>
      reporter.listenerError({ listener: name, context, error, retryIn: undefined }),
    onWarning: reporter.warning,
    isObserved: stream.isObserved,
    onReceived: stream.emit,
    ...(watch.observer.answered && { onAnswered: watch.observer.answered }),
  });
  const { bodyLimit } = settings;
  return new CallbackEndpoint({
    intake,
    base,
    bodyLimit,
    throughFramework: instance.mount === 'controller',
    closing,
  });
}
