import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { operationIDOf } from '../intake/read-callback.js';
import type { CallbackEndpoint } from '../mount/callback-endpoint.js';
import { adapterOf, enterFramework } from '../mount/framework-entry.js';
import { othersListenTo, type Pass } from '../mount/request-interceptor.js';
import {
  closeAfterAnswers,
  raiseHeaderLimit,
  raiseKeepAlive,
  type WebServer,
} from '../mount/server-settings.js';
import { watchStray } from '../mount/stray-callbacks.js';
import type { CallbackReporter } from '../operations/callback-reporter.js';
import { BootLog } from './boot-log.js';
import { messages } from './messages.js';
import { ModuleInstance } from './module-instance.js';
import { SETTINGS, type ResolvedSettings } from './resolve-settings.js';

/** What undoes what was done to a server. */
interface Adoption {
  letConnectionsGo?: () => void;
  detach?: () => void;
}

/** The servers that a module instance receives callbacks over, and the framework behind them. */
@Injectable()
export class CallbackServers {
  private readonly adopted = new Map<WebServer, Adoption>();
  private endpoint: CallbackEndpoint | undefined;

  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(SETTINGS) private readonly settings: ResolvedSettings,
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost,
    @Inject(BootLog) private readonly bootLog: BootLog,
  ) {}

  /** Whether the app has a server, which an application context has not. */
  get serving(): boolean {
    return adapterOf(this.adapterHost)?.getHttpServer() !== undefined;
  }

  /** Takes the endpoint's place at the framework and at the app's own server; false when the app has none. */
  open(endpoint: CallbackEndpoint, reporter: CallbackReporter): boolean {
    const adapter = adapterOf(this.adapterHost);
    const server = adapter?.getHttpServer();
    if (!adapter || !server) return false;
    this.endpoint = endpoint;
    enterFramework(adapter, (request, response, pass) =>
      this.enter(endpoint, reporter, { request, response, pass }),
    );
    this.attach(server);
    return true;
  }

  /**
   * Stands in front of a server. Returns a function that gives it back.
   *
   * @throws {Error} before the app has bootstrapped
   */
  attach(server: WebServer): () => void {
    const { endpoint } = this;
    if (!endpoint) throw new Error(messages.notBootstrapped);
    const adoption = this.adopt(server);
    const { mount } = this.instance;
    const framework = adapterOf(this.adapterHost)?.getInstance();
    adoption.detach = endpoint.attach(server, mount === 'controller' && othersListenTo(server, framework));
    const tell = (): void => this.bootLog.serving(server, endpoint.base);
    if (server.listening) tell();
    else server.once('listening', tell);
    return () => {
      adoption.letConnectionsGo?.();
      adoption.detach?.();
      this.adopted.delete(server);
    };
  }

  /** Serves for as long as balancers may take to find another server, unless the signal says to stop. */
  async serveOn(signal: AbortSignal): Promise<void> {
    const { shutdownDelay } = this.settings;
    const listening = [...this.adopted.keys()].filter((server) => server.listening);
    if (shutdownDelay === 0 || listening.length === 0) return;
    const restores = listening.map(closeAfterAnswers);
    await sleep(shutdownDelay, undefined, { signal }).catch(() => undefined);
    for (const restore of restores) restore();
  }

  /** Keeps idle connections no longer. */
  letConnectionsGo(): void {
    for (const { letConnectionsGo } of this.adopted.values()) letConnectionsGo?.();
  }

  /** Gives the servers back. The framework is not: what it says itself OpenIM would take for permission. */
  detach(): void {
    this.bootLog.stop();
    for (const { detach } of this.adopted.values()) detach?.();
    this.adopted.clear();
  }

  private enter(
    endpoint: CallbackEndpoint,
    reporter: CallbackReporter,
    { request, response, pass }: { request: IncomingMessage; response: ServerResponse; pass: Pass },
  ): boolean {
    if (endpoint.capturedOf(request)) return false;
    if (endpoint.enter(request, response, pass)) {
      this.adoptServerOf(request);
      return true;
    }
    watchStray(request, response, (command, { headers, socket }) =>
      reporter.failure({
        reason: 'wrong-path',
        detail: messages.wrongPath(endpoint.base),
        instance: this.instance.name,
        command,
        operationID: operationIDOf(headers, undefined) || undefined,
        remoteAddress: socket.remoteAddress,
      }),
    );
    return false;
  }

  /** A server that the app has made itself, and that nobody has attached, loses no callbacks from now on either. */
  private adoptServerOf({ socket }: IncomingMessage): void {
    // Node says it of each connection, though not in its documentation. One that is injected has none.
    const server: unknown = Reflect.get(socket, 'server');
    const isServer = server instanceof HttpServer || server instanceof HttpsServer;
    if (!isServer || this.adopted.has(server)) return;
    this.adopt(server);
    this.bootLog.keepAlive(server, this.settings.keepAliveTimeout);
  }

  private adopt(server: WebServer): Adoption {
    const adoption: Adoption = this.adopted.get(server) ?? {};
    const { keepAliveTimeout } = this.settings;
    raiseHeaderLimit(server);
    if (keepAliveTimeout !== false) {
      adoption.letConnectionsGo ??= raiseKeepAlive(server, keepAliveTimeout);
    }
    this.adopted.set(server, adoption);
    return adoption;
  }
}
