import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, ModuleRef, ModulesContainer } from '@nestjs/core';
import { ListenerEnhancers } from '../listeners/listener-enhancers.js';
import { ListenerExplorer, type DiscoveredListener } from '../listeners/listener-explorer.js';
import { checkWiring } from '../listeners/wiring.js';
import { messages } from './messages.js';
import { ModuleInstance } from './module-instance.js';

/** Listeners of the app, of all module instances. */
export interface FoundListeners {
  readonly listeners: readonly DiscoveredListener[];
  /** What will not work as its author thinks. */
  readonly warnings: readonly string[];
}

/** Finds the app's listeners and makes sure that they can work. */
@Injectable()
export class ListenerFinder {
  private readonly explorer: ListenerExplorer;
  /** What there was the last time; undefined before the first. */
  private known:
    | { readonly instances: readonly ModuleInstance[]; readonly listeners: readonly DiscoveredListener[] }
    | undefined;

  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(ModulesContainer) modules: ModulesContainer,
    @Inject(ModuleRef) moduleRef: ModuleRef,
  ) {
    this.explorer = new ListenerExplorer(discovery, moduleRef, new ListenerEnhancers(modules));
  }

  /**
   * Finds those that were not there the last time.
   *
   * @throws {Error} naming everything that is wrong with the app's listeners and module instances
   */
  async find(instance: ModuleInstance): Promise<FoundListeners> {
    const { listeners, warnings } = await this.explorer.explore();
    const instances = this.instances();
    const { known } = this;
    const late = known ? instances.filter((each) => !known.instances.includes(each)) : [];
    const wiring = checkWiring(
      listeners,
      instances.map(({ name }) => name),
      known?.listeners,
    );
    const errors = [
      ...late.map(({ name }) => messages.lazyInstance(name)),
      ...instances.map((other) => instance.conflictWith(other)).filter((each) => each !== undefined),
      ...wiring.errors,
    ];
    if (errors.length > 0)
      throw new Error(`The OpenIM callback listeners cannot work:\n- ${errors.join('\n- ')}`);
    this.known = { instances, listeners: [...(known?.listeners ?? []), ...listeners] };
    return { listeners, warnings: [...warnings, ...wiring.warnings] };
  }

  private instances(): ModuleInstance[] {
    return this.discovery
      .getProviders()
      .map(({ instance }): unknown => instance)
      .filter((instance) => instance instanceof ModuleInstance);
  }
}
