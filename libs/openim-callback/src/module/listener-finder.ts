import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, ModuleRef, ModulesContainer } from '@nestjs/core';
import { ListenerEnhancers } from '../listeners/listener-enhancers.js';
import { ListenerExplorer, type DiscoveredListener } from '../listeners/listener-explorer.js';
import { checkWiring } from '../listeners/wiring.js';
import { ModuleInstance } from './module-instance.js';

/** Every listener of the app, of all module instances. */
export interface FoundListeners {
  readonly listeners: readonly DiscoveredListener[];
  /** What will not work as its author thinks. */
  readonly warnings: readonly string[];
}

/** Finds the app's listeners and makes sure that they can work. */
@Injectable()
export class ListenerFinder {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(ModuleRef) private readonly moduleRef: ModuleRef,
  ) {}

  /** @throws {Error} naming everything that is wrong with the app's listeners and module instances */
  async find(instance: ModuleInstance): Promise<FoundListeners> {
    const enhancers = new ListenerEnhancers(this.modules);
    const { listeners, warnings } = await new ListenerExplorer(
      this.discovery,
      this.moduleRef,
      enhancers,
    ).explore();
    const instances = this.instances();
    const conflicts = instances
      .map((other) => instance.conflictWith(other))
      .filter((each) => each !== undefined);
    const wiring = checkWiring(
      listeners,
      instances.map(({ name }) => name),
    );
    const errors = [...conflicts, ...wiring.errors];
    if (errors.length > 0)
      throw new Error(`The OpenIM callback listeners cannot work:\n- ${errors.join('\n- ')}`);
    return { listeners, warnings: [...warnings, ...wiring.warnings] };
  }

  private instances(): ModuleInstance[] {
    return this.discovery
      .getProviders()
      .map(({ instance }): unknown => instance)
      .filter((instance) => instance instanceof ModuleInstance);
  }
}
