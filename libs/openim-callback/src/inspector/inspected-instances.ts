import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { IntakeParts } from '../intake/intake-parts.js';
import { ModuleInstance } from '../module/module-instance.js';
import { Monitoring } from '../module/monitoring.js';
import { SETTINGS, type ResolvedSettings } from '../module/resolve-settings.js';
import { CallbackKeeper } from './watch/callback-keeper.js';
import { InspectorObserver } from './watch/inspector-observer.js';
import { Problem } from './http/problem.js';

/** A module instance, and what watches it. */
export interface Inspected {
  readonly instance: ModuleInstance;
  readonly settings: ResolvedSettings;
  readonly monitoring: Monitoring;
  readonly observer: InspectorObserver;
}

/** The module instances of the app. */
@Injectable()
export class InspectedInstances implements OnModuleInit, OnModuleDestroy {
  private readonly found: Inspected[] = [];

  constructor(
    @Inject(ModulesContainer) private readonly modules: ModulesContainer,
    @Inject(CallbackKeeper) private readonly keeper: CallbackKeeper,
  ) {}

  /**
   * Begins to watch all of them, before any begins to receive.
   *
   * @throws {Error} when there is none
   */
  onModuleInit(): void {
    for (const { providers } of this.modules.values()) {
      const instance: unknown = providers.get(ModuleInstance)?.instance;
      const monitoring: unknown = providers.get(Monitoring)?.instance;
      if (!(instance instanceof ModuleInstance) || !(monitoring instanceof Monitoring)) continue;
      const settings = providers.get(SETTINGS)?.instance as ResolvedSettings;
      const registry = () => monitoring.parts?.registry;
      const observer = new InspectorObserver(instance.name, this.keeper, registry);
      monitoring.others.push(observer);
      this.found.push({ instance, settings, monitoring, observer });
    }
    if (this.found.length === 0)
      throw new Error(
        'OpenImInspectorModule finds nothing to inspect: import OpenImCallbackModule.forRoot() in the same app',
      );
  }

  onModuleDestroy(): void {
    for (const { observer } of this.found) observer.rates.stop();
  }

  /** All of them. */
  all(): readonly Inspected[] {
    return this.found;
  }

  /**
   * The one of that name; the first for none.
   *
   * @throws {Problem} when there is no such
   */
  named(name: string | undefined): Inspected {
    const found = name === undefined ? this.found[0] : this.found.find((each) => each.instance.name === name);
    if (found) return found;
    const names = this.found.map((each) => `'${each.instance.name}'`).join(', ');
    throw new Problem(404, `no module instance is named '${name}': there is ${names}`);
  }
}

/**
 * What an instance's intake works with.
 *
 * @throws {Problem} before the app has started
 */
export function partsOf({ monitoring: { parts } }: Inspected): IntakeParts {
  if (parts) return parts;
  throw new Problem(503, 'the app has not started yet: ask again');
}
