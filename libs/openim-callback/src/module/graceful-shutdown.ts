import { Inject, Injectable, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { CallbackServers } from './callback-servers.js';
import { CallbackStream } from './callback-stream.js';
import { InboxLifecycle } from './inbox-lifecycle.js';
import { messages } from './messages.js';
import { ModuleInstance } from './module-instance.js';
import { Monitoring } from './monitoring.js';
import { onSecondSignal } from './shutdown-signals.js';

/** Ends a module instance in order: nothing that was accepted is lost, and no client is cut off. */
@Injectable()
export class GracefulShutdown implements OnModuleDestroy, OnApplicationShutdown {
  /** Aborts when a second signal has come: somebody has had enough of waiting. */
  private readonly impatience = new AbortController();
  private endListening: (() => void) | undefined;

  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(Monitoring) private readonly monitoring: Monitoring,
    @Inject(CallbackStream) private readonly stream: CallbackStream,
    @Inject(InboxLifecycle) private readonly inbox: InboxLifecycle,
    @Inject(CallbackServers) private readonly servers: CallbackServers,
  ) {}

  /** Goes on until balancers have seen it, then delivers what is left while the app's other providers are still there. */
  async onModuleDestroy(): Promise<void> {
    const { signal } = this.impatience;
    this.monitoring.draining = true;
    this.endListening = onSecondSignal(() => this.impatience.abort());
    await this.servers.serveOn(signal);
    this.servers.letConnectionsGo();
    await this.inbox.drain(signal);
  }

  /** The server is closed by now: what came in meanwhile is delivered, then the inbox is let go. */
  async onApplicationShutdown(): Promise<void> {
    this.servers.detach();
    this.stream.complete();
    this.monitoring.stop();
    const undelivered = await this.inbox.drain(this.impatience.signal);
    if (undelivered > 0) this.instance.logger.error(messages.undelivered(undelivered));
    await this.inbox.close();
    this.endListening?.();
  }
}
