import { Inject, Injectable } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost } from '@nestjs/core';
import type { IntakeParts } from '../intake/intake-parts.js';
import type { DiscoveredListener } from '../listeners/listener-explorer.js';
import { bindListeners, type ListenerRegistry } from '../listeners/listener-registry.js';
import { CallbackEndpoint } from '../mount/callback-endpoint.js';
import { adapterOf } from '../mount/framework-entry.js';
import { hasRequestHook, metOnTheWay } from '../mount/met-on-the-way.js';
import { CallbackReporter } from '../operations/callback-reporter.js';
import { CallbackStream } from './callback-stream.js';
import { ListenerDelivery } from './listener-delivery.js';
import { ModuleInstance } from './module-instance.js';
import { Monitoring } from './monitoring.js';
import { SETTINGS, type ResolvedSettings } from './resolve-settings.js';

/** The token of a function that gives the path at which callbacks arrive, once the app's prefix is known. */
export const BASE_PATH = Symbol.for('nestjs-openim-callback:base-path');

/** What a module instance has once its listeners are known. */
export interface AssembledInstance {
  readonly registry: ListenerRegistry;
  readonly reporter: CallbackReporter;
  readonly endpoint: CallbackEndpoint;
  readonly delivery: ListenerDelivery;
  /**
   * What of the app is on a callback's way to the controller; undefined where that makes no difference: all callbacks go
   * through the app, or none.
   */
  readonly met: readonly string[] | undefined;
}

/** Joins the rooms: what arrives over HTTP goes through the intake to the listeners or into the inbox. */
@Injectable()
export class Assembly {
  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(SETTINGS) private readonly settings: ResolvedSettings,
    @Inject(Monitoring) private readonly monitoring: Monitoring,
    @Inject(CallbackStream) private readonly stream: CallbackStream,
    @Inject(BASE_PATH) private readonly basePath: () => string,
    @Inject(ApplicationConfig) private readonly config: ApplicationConfig,
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost,
  ) {}

  /** @throws {Error} when the path cannot be served, or a package that an option needs is missing */
  async assemble(listeners: readonly DiscoveredListener[]): Promise<AssembledInstance> {
    const { instance, settings, monitoring, stream } = this;
    const { name, logger } = instance;
    const registry = bindListeners(listeners, name, settings);
    const { observer, makeIntake } = await monitoring.start(registry, logger);
    if (observer.around) registry.around(observer.around);
    const reporter = new CallbackReporter(logger, settings.hooks, observer);
    const base = this.basePath();
    monitoring.served = {
      base,
      needsSecret: settings.needsSecret,
      get commands() {
        return registry.commands();
      },
    };
    const filtering = {
      onWarning: reporter.warning,
      ...(observer.filtered && { onFiltered: observer.filtered }),
    };
    const parts: IntakeParts = {
      ...settings,
      ...filtering,
      instance: name,
      registry,
      onFailure: reporter.failure,
      onListenerError: ({ name: listener }, context, error) =>
        reporter.listenerError({ listener, context, error, retryIn: undefined }),
      received: stream,
      ...(observer.answered && { onAnswered: observer.answered }),
    };
    monitoring.parts = parts;
    const intake = makeIntake(parts);
    const met = this.met(base);
    const endpoint = new CallbackEndpoint({
      intake,
      base,
      bodies: settings.bodies,
      deadline: settings.deadline,
      throughFramework: this.throughFramework(met),
      app: monitoring,
    });
    const { suppressed } = settings;
    const delivery = new ListenerDelivery(name, registry, reporter, suppressed, filtering, observer.revived);
    return { registry, reporter, endpoint, delivery, met };
  }

  private met(base: string): readonly string[] | undefined {
    const { instance, settings, config } = this;
    const adapter = adapterOf(this.adapterHost);
    if (!adapter || instance.mount === 'direct' || !settings.answerInFront) return undefined;
    const met = metOnTheWay(adapter, config, base);
    return instance.controllerDecorators.length > 0 ? met?.concat('controllerDecorators') : met;
  }

  private throughFramework(met: readonly string[] | undefined): (() => boolean) | undefined {
    if (this.instance.mount === 'direct') return undefined;
    const adapter = adapterOf(this.adapterHost);
    if (!adapter || met?.length !== 0) return () => true;
    return () => hasRequestHook(adapter);
  }
}
