import { ContextIdFactory, type DiscoveryService, type ModuleRef } from '@nestjs/core';
import { Injector } from '@nestjs/core/injector/injector.js';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { Module } from '@nestjs/core/injector/module.js';
import type { ListenerHandler } from './bound-listener.js';
import type { ListenerEnhancers } from './listener-enhancers.js';
import { listenerMetadata, type ListenerMetadata } from './listener-metadata.js';
import { methodsOf, type Method } from './methods-of.js';

/** A decorated method as found in the app, with the handler that calls it. */
export interface DiscoveredListener {
  /** Class and method, `ReadReceipts.onRead`. */
  readonly name: string;
  /** The class that has the method. */
  readonly owner: object;
  readonly metadata: ListenerMetadata;
  readonly call: ListenerHandler;
}

/** Finds every decorated method of the app's providers and controllers, whatever their scope. */
export class ListenerExplorer {
  private readonly injector = new Injector();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly moduleRef: ModuleRef,
    private readonly enhancers: ListenerEnhancers,
  ) {}

  /** All listeners, in the order Nest discovers their classes. */
  async explore(): Promise<DiscoveredListener[]> {
    const found: DiscoveredListener[] = [];
    for (const wrapper of [...this.discovery.getProviders(), ...this.discovery.getControllers()]) {
      if (!wrapper.instance || wrapper.isAlias) continue;
      const methods = methodsOf(Object.getPrototypeOf(wrapper.instance)).filter(
        ([, method]) => listenerMetadata(method).length > 0,
      );
      if (methods.length === 0) continue;
      const bind = await this.binderOf(wrapper);
      for (const [methodName, method] of methods) {
        // The name of a provider may be a symbol.
        const name = `${String(wrapper.name)}.${methodName}`;
        const call = bind(method);
        const owner: object = (wrapper.instance as object).constructor;
        found.push(...listenerMetadata(method).map((metadata) => ({ name, owner, metadata, call })));
      }
    }
    return found;
  }

  /** What makes handlers of a provider's methods: they share its instance, a transient one too. */
  private async binderOf(wrapper: InstanceWrapper): Promise<(method: Method) => ListenerHandler> {
    const { host } = wrapper;
    if (!host) throw new Error(`${String(wrapper.name)} belongs to no module`);
    if (!wrapper.isDependencyTreeStatic()) return (method) => this.scopedHandler(wrapper, host, method);
    const instance = wrapper.isTransient ? await this.load(wrapper, host) : (wrapper.instance as object);
    return (method) => this.enhancers.wrap({ instance, method, moduleKey: host.token });
  }

  /** A request-scoped or durable listener: its instance is made for each callback, as for an HTTP request. */
  private scopedHandler(wrapper: InstanceWrapper, host: Module, method: Method): ListenerHandler {
    return async (event, context) => {
      const contextId = ContextIdFactory.getByRequest(context);
      const payload = wrapper.isDependencyTreeDurable() ? contextId.payload : undefined;
      this.moduleRef.registerRequestByContextId(payload ?? context, contextId);
      const instance = await this.load(wrapper, host, contextId);
      const inquirerId = wrapper.id;
      const handler = this.enhancers.wrap({ instance, method, moduleKey: host.token, contextId, inquirerId });
      return handler(event, context);
    };
  }

  private load(
    wrapper: InstanceWrapper,
    host: Module,
    contextId = ContextIdFactory.create(),
  ): Promise<object> {
    const collection = host.controllers.has(wrapper.token) ? host.controllers : host.providers;
    return this.injector.loadPerContext(wrapper.instance, host, collection, contextId, wrapper);
  }
}
