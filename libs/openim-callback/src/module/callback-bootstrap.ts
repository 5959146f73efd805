import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { DiscoveredListener } from '../listeners/listener-explorer.js';
import type { ListenerRegistry } from '../listeners/listener-registry.js';
import { EndpointHolder } from '../mount/callback-endpoint.js';
import { Assembly } from './assembly.js';
import { BootLog } from './boot-log.js';
import { CallbackServers } from './callback-servers.js';
import { InboxLifecycle } from './inbox-lifecycle.js';
import { LazyModules } from './lazy-modules.js';
import { ListenerFinder } from './listener-finder.js';
import { ModuleInstance } from './module-instance.js';

/** Starts a module instance: finds the listeners, starts the inbox, and takes its place at the server. */
@Injectable()
export class CallbackBootstrap implements OnApplicationBootstrap {
  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(ListenerFinder) private readonly finder: ListenerFinder,
    @Inject(LazyModules) private readonly lazyModules: LazyModules,
    @Inject(Assembly) private readonly assembly: Assembly,
    @Inject(EndpointHolder) private readonly holder: EndpointHolder,
    @Inject(InboxLifecycle) private readonly inbox: InboxLifecycle,
    @Inject(CallbackServers) private readonly servers: CallbackServers,
    @Inject(BootLog) private readonly bootLog: BootLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const started = this.start();
    // What is loaded meanwhile is looked for again when it has started.
    this.lazyModules.watch(async () => this.join(await started));
    await started;
  }

  private async start(): Promise<ListenerRegistry> {
    const listeners = await this.find();
    const { endpoint, delivery, registry, reporter, met } = await this.assembly.assemble(listeners);
    this.holder.set(endpoint);
    await this.inbox.start(delivery, this.servers.serving);
    if (this.servers.open(endpoint, reporter)) {
      this.bootLog.keys(registry);
      if (met) this.bootLog.way(met);
    } else this.bootLog.notServing();
    return registry;
  }

  /** Takes in the listeners of a module that was loaded lazily. */
  private async join(registry: ListenerRegistry): Promise<void> {
    const joined = registry.join(await this.find());
    if (joined.length > 0) this.bootLog.joined(joined, registry);
  }

  private async find(): Promise<readonly DiscoveredListener[]> {
    const { listeners, warnings } = await this.finder.find(this.instance);
    for (const warning of warnings) this.instance.logger.warn(warning);
    return listeners;
  }
}
