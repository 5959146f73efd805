import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { operationIDOf } from '../intake/read-callback.js';
import type { CallbackEndpoint } from '../mount/callback-endpoint.js';
import { targetBelow } from '../mount/request-target.js';
import { closeAfterAnswers, raiseHeaderLimit, raiseKeepAlive } from '../mount/server-settings.js';
import { watchStrays } from '../mount/stray-callbacks.js';
import type { CallbackReporter } from '../operations/callback-reporter.js';
import { BootLog } from './boot-log.js';
import { messages } from './messages.js';
import { ModuleInstance } from './module-instance.js';
import { SETTINGS, type ResolvedSettings } from './resolve-settings.js';

/** The server that a module instance receives callbacks over. */
@Injectable()
export class CallbackServers {
  /** What gives the server back as it was. */
  private ends: (() => void)[] = [];
  private connections: (() => void) | undefined;

  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(SETTINGS) private readonly settings: ResolvedSettings,
    @Inject(HttpAdapterHost) private readonly adapterHost: HttpAdapterHost,
    @Inject(BootLog) private readonly bootLog: BootLog,
  ) {}

  /** Whether the app has a server, which an application context has not. */
  get serving(): boolean {
    return serverOf(this.adapterHost) !== undefined;
  }

  /** Takes the endpoint's place at the app's server; false when the app has none. */
  attach(endpoint: CallbackEndpoint, reporter: CallbackReporter): boolean {
    const server = serverOf(this.adapterHost);
    if (!server) return false;
    const { base } = endpoint;
    // The strays' watch comes before the endpoint takes its place in front, and so sees only what that one lets pass.
    this.ends = [this.watchStrays(server, base, reporter), endpoint.attach(server)];
    raiseHeaderLimit(server);
    const { keepAliveTimeout } = this.settings;
    if (keepAliveTimeout !== false) {
      this.connections = raiseKeepAlive(server, keepAliveTimeout);
      this.bootLog.keepAlive(keepAliveTimeout);
    }
    if (server.listening) this.bootLog.url(server, base);
    else server.once('listening', () => this.bootLog.url(server, base));
    return true;
  }

  /** Serves for as long as balancers may take to find another server, unless the signal says to stop. */
  async serveOn(signal: AbortSignal): Promise<void> {
    const server = serverOf(this.adapterHost);
    const { shutdownDelay } = this.settings;
    if (shutdownDelay === 0 || !server?.listening) return;
    const restore = closeAfterAnswers(server);
    await sleep(shutdownDelay, undefined, { signal }).catch(() => undefined);
    restore();
  }

  /** Keeps idle connections no longer. */
  letConnectionsGo(): void {
    this.connections?.();
  }

  /** Gives the server back. */
  detach(): void {
    this.bootLog.stop();
    for (const end of this.ends.splice(0).reverse()) end();
  }

  private watchStrays(server: Server, base: string, reporter: CallbackReporter): () => void {
    const isOurs = (url: string): boolean => targetBelow(base, url) !== undefined;
    return watchStrays(server, isOurs, (command, { headers, socket }) =>
      reporter.failure({
        reason: 'wrong-path',
        detail: messages.wrongPath(base),
        instance: this.instance.name,
        command,
        operationID: operationIDOf(headers, undefined) || undefined,
        remoteAddress: socket.remoteAddress,
      }),
    );
  }
}

/** None in an application context, whatever Nest's types say. */
const serverOf = (host: { readonly httpAdapter?: { getHttpServer(): Server } }): Server | undefined =>
  host.httpAdapter?.getHttpServer();
