import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EndpointHolder } from '../mount/callback-endpoint.js';
import { Assembly } from './assembly.js';
import { BootLog } from './boot-log.js';
import { CallbackServers } from './callback-servers.js';
import { InboxLifecycle } from './inbox-lifecycle.js';
import { ListenerFinder } from './listener-finder.js';
import { ModuleInstance } from './module-instance.js';

/** Starts a module instance: finds the listeners, starts the inbox, and takes its place at the server. */
@Injectable()
export class CallbackBootstrap implements OnApplicationBootstrap {
  constructor(
    @Inject(ModuleInstance) private readonly instance: ModuleInstance,
    @Inject(ListenerFinder) private readonly finder: ListenerFinder,
    @Inject(Assembly) private readonly assembly: Assembly,
    @Inject(EndpointHolder) private readonly holder: EndpointHolder,
    @Inject(InboxLifecycle) private readonly inbox: InboxLifecycle,
    @Inject(CallbackServers) private readonly servers: CallbackServers,
    @Inject(BootLog) private readonly bootLog: BootLog,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { listeners, warnings } = await this.finder.find(this.instance);
    for (const warning of warnings) this.instance.logger.warn(warning);
    const { endpoint, delivery, registry, reporter } = await this.assembly.assemble(listeners);
    this.holder.set(endpoint);
    await this.inbox.start(delivery, this.servers.serving);
    if (this.servers.attach(endpoint, reporter)) this.bootLog.keys(registry);
  }
}
