import type { ModuleMetadata } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, ModuleRef, ModulesContainer } from '@nestjs/core';
import { Test, type TestingModule } from '@nestjs/testing';
import { SingleMsgReadEvent, type OpenImEvent } from '../../libs/openim-callback/src/contract/index.js';
import type { CallbackContext } from '../../libs/openim-callback/src/listeners/callback-context.js';
import { ListenerEnhancers } from '../../libs/openim-callback/src/listeners/listener-enhancers.js';
import {
  ListenerExplorer,
  type DiscoveredListener,
} from '../../libs/openim-callback/src/listeners/listener-explorer.js';
import { contextWith } from './context.js';

export { contextWith };

/** What an explorer finds in an app, and a way to call it. */
export interface Explored {
  readonly listeners: readonly DiscoveredListener[];
  readonly warnings: readonly string[];
  readonly module: TestingModule;
  /** Calls the one listener of this name. */
  readonly call: (name: string, event?: OpenImEvent, context?: CallbackContext) => unknown;
}

/** Starts a module of real providers and explores it. */
export async function explore(metadata: ModuleMetadata): Promise<Explored> {
  const module = await Test.createTestingModule({
    ...metadata,
    imports: [DiscoveryModule, ...(metadata.imports ?? [])],
  }).compile();
  await module.init();
  return exploreModule(module);
}

/** Explores a module that is started already. */
export async function exploreModule(module: TestingModule): Promise<Explored> {
  const enhancers = new ListenerEnhancers(module.get(ModulesContainer));
  const explorer = new ListenerExplorer(module.get(DiscoveryService), module.get(ModuleRef), enhancers);
  const { listeners, warnings } = await explorer.explore();
  const call: Explored['call'] = (name, event = new SingleMsgReadEvent(), context = contextWith()) => {
    const found = listeners.find((each) => each.name === name);
    if (!found) throw new Error(`no listener ${name}, only ${listeners.map((each) => each.name).join()}`);
    return found.call(event, context);
  };
  return { listeners, warnings, module, call };
}
