import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import { assembleEndpoint } from './assembly.js';
import { BootLog } from './boot-log.js';
import { CallbackStream } from './callback-stream.js';
import type { DrainReport } from '../delivery/inbox.js';
import { operationIDOf } from '../intake/read-callback.js';
import { ListenerFinder } from './listener-finder.js';
import { DEFAULT_INSTANCE } from '../listeners/listener-options.js';
import { bindListeners } from '../listeners/listener-registry.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import { MODULE_CLASS, SETTINGS } from './internal-tokens.js';
import { ListenerTarget } from './listener-target.js';
import { Operations } from './operations.js';
import { ModuleInstance } from './module-instance.js';
import { onSecondSignal } from './shutdown-signals.js';
import { basePath } from '../mount/base-path.js';
import { EndpointHolder } from '../mount/endpoint-holder.js';
import { raiseHeaderLimit } from '../mount/header-limit.js';
import { closeAfterAnswers, raiseKeepAlive } from '../mount/keep-alive.js';
import { targetBelow } from '../mount/request-target.js';
import { watchStrays } from '../mount/stray-callbacks.js';
import { CallbackReporter } from '../operations/callback-reporter.js';
import type { ResolvedSettings } from './resolve-settings.js';

/** The life of a module instance: finds the listeners, takes its place at the server, and leaves it in order. */
@Injectable()
export class CallbackBootstrap implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger: Logger;
  private readonly bootLog: BootLog;
  private detach: (() => void) | undefined;
  private endWatching: (() => void) | undefined;
  private letConnectionsGo: (() => void) | undefined;
  private started = false;
  /** Milliseconds that draining may still take. */
  private patience: number;
  /** Aborts when a second signal has come. */
  private readonly hurry = new AbortController();
  private endListening: (() => void) | undefined;

  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(SETTINGS) private readonly settings: ResolvedSettings,
    @Inject(MODULE_CLASS) private readonly moduleClass: object,
    @Inject(ListenerFinder) private readonly finder: ListenerFinder,
    @Inject(EndpointHolder) private readonly holder: EndpointHolder,
    @Inject(Operations) private readonly operations: Operations,
    @Inject(CallbackStream) private readonly stream: CallbackStream,
    @Inject(ApplicationConfig) private readonly config: ApplicationConfig,
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost,
  ) {
    const { name } = instance;
    this.patience = settings.shutdownTimeout;
    this.logger = new Logger(name === DEFAULT_INSTANCE ? 'OpenImCallback' : `OpenImCallback:${name}`);
    this.bootLog = new BootLog(this.logger, settings, instance.mount);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { listeners, warnings } = await this.finder.find(this.instance);
    for (const warning of warnings) this.logger.warn(warning);
    const bound = bindListeners(listeners, this.instance.name, this.settings);
    const watch = await this.operations.start(bound, this.logger);
    const { observer } = watch;
    const registry = observer.around ? bound.around(observer.around) : bound;
    const base = basePath(this.instance, this.config, this.modules, this.moduleClass);
    const assembly = {
      instance: this.instance,
      settings: this.settings,
      registry,
      reporter: new CallbackReporter(this.logger, this.settings.hooks, observer),
      watch,
      stream: this.stream,
      base,
      closing: () => this.operations.draining,
    };
    this.holder.set(assembleEndpoint(assembly));
    const { suppressed } = this.settings;
    await this.startInbox(new ListenerTarget(this.instance.name, registry, assembly.reporter, suppressed));
    this.operations.served = {
      base,
      needsSecret: this.settings.needsSecret,
      commands: registry.commands(),
    };
    this.watchStrays(base, assembly.reporter);
    this.takePlace(base, registry);
  }

  /** Goes on until balancers have seen it, then delivers what is left while the app's other providers are still there. */
  async onModuleDestroy(): Promise<void> {
    this.operations.draining = true;
    this.endListening = onSecondSignal(() => this.hurry.abort());
    await this.goOn();
    this.letConnectionsGo?.();
    if (this.started) await this.drain();
  }

  /** The server is closed by now: what came in meanwhile is delivered, then the inbox is let go. */
  async onApplicationShutdown(): Promise<void> {
    this.bootLog.stop();
    this.detach?.();
    this.endWatching?.();
    this.stream.close();
    this.operations.stop();
    if (!this.started) return;
    const { undelivered } = await this.drain();
    if (undelivered > 0)
      this.logger.error(`shut down: ${undelivered} accepted events were only in memory and are lost`);
    await this.settings.inbox.close();
    this.endListening?.();
  }

  /** What has not started holds nothing either: a file, a thread, a connection. */
  private async startInbox(target: ListenerTarget): Promise<void> {
    const { inbox } = this.settings;
    try {
      await inbox.start(target);
      this.started = true;
    } catch (error) {
      await inbox.close();
      throw error;
    }
  }

  /** Serves for as long as balancers may take to find another server, unless somebody has had enough of waiting. */
  private async goOn(): Promise<void> {
    const server = serverOf(this.adapterHost);
    const { shutdownDelay } = this.settings;
    if (shutdownDelay === 0 || !server?.listening) return;
    const restore = closeAfterAnswers(server);
    await sleep(shutdownDelay, undefined, { signal: this.hurry.signal }).catch(() => undefined);
    restore();
  }

  /** Drains within what earlier drains have left of the time, unless somebody has had enough of waiting. */
  private async drain(): Promise<DrainReport> {
    const { inbox } = this.settings;
    const { signal } = this.hurry;
    if (signal.aborted) return inbox.drain(0);
    const began = performance.now();
    const hurried = once(signal, 'abort').then(() => inbox.drain(0));
    const report = await Promise.race([inbox.drain(this.patience), hurried]);
    this.patience = Math.max(0, this.patience - (performance.now() - began));
    return report;
  }

  /** Comes before the endpoint takes its place in front, and so sees only what that one lets pass. */
  private watchStrays(base: string, reporter: CallbackReporter): void {
    const server = serverOf(this.adapterHost);
    if (!server) return;
    const isOurs = (url: string): boolean => targetBelow(base, url) !== undefined;
    this.endWatching = watchStrays(server, isOurs, (command, { headers, socket }) =>
      reporter.failure({
        reason: 'wrong-path',
        detail: `it came to another path than ${base} and got a 404, which OpenIM takes for permission: correct url in webhooks.yml`,
        instance: this.instance.name,
        command,
        operationID: operationIDOf(headers, undefined) || undefined,
        remoteAddress: socket.remoteAddress,
      }),
    );
  }

  private takePlace(base: string, registry: ListenerRegistry): void {
    const server = serverOf(this.adapterHost);
    if (!server) return;
    this.detach = this.holder.endpoint.attach(server);
    raiseHeaderLimit(server);
    const { keepAliveTimeout } = this.settings;
    if (keepAliveTimeout !== false) {
      this.letConnectionsGo = raiseKeepAlive(server, keepAliveTimeout);
      this.bootLog.keepAlive(keepAliveTimeout);
    }
    this.bootLog.keys(registry);
    if (server.listening) this.bootLog.url(server, base);
    else server.once('listening', () => this.bootLog.url(server, base));
  }
}

/** None in an application context, whatever Nest's types say. */
const serverOf = (host: { readonly httpAdapter?: { getHttpServer(): Server } }): Server | undefined =>
  host.httpAdapter?.getHttpServer();
