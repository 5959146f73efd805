import { ContextIdFactory, type DiscoveryService, type ModuleRef } from '@nestjs/core';
import { STATIC_CONTEXT } from '@nestjs/core/injector/constants.js';
import { Injector } from '@nestjs/core/injector/injector.js';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import type { Module } from '@nestjs/core/injector/module.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { BatchHandler, Handler, ListenerHandler } from './bound-listener.js';
import type { BatchContext, CallbackContext } from './callback-context.js';
import type { ListenerEnhancers } from './listener-enhancers.js';
import type { ListenerMetadata } from './listener-metadata.js';
import { listeningMethods, type HandlerFunction, type ListeningMethod } from './listening-methods.js';

/** A decorated method as found in the app, with the handler that calls it. */
export interface DiscoveredListener {
  /** Its own name, or else class and method. */
  readonly name: string;
  /** Class and method, `ReadReceipts.onRead`. */
  readonly method: string;
  /** The class that has the method. */
  readonly owner: object;
  readonly metadata: ListenerMetadata;
  readonly call: ListenerHandler;
  /** The same for several events at once. */
  readonly callBatch?: BatchHandler;
}

/** Calls a method with an event or with several: which of them is a matter of its options. */
type AnyHandler = Handler<OpenImEvent | readonly OpenImEvent[], CallbackContext | BatchContext>;

/** What an explorer found. */
export interface Exploration {
  /** In the order Nest discovers their classes. */
  readonly listeners: readonly DiscoveredListener[];
  /** What does not listen although its class does. */
  readonly warnings: readonly string[];
}

/** Finds every decorated method of the app's providers and controllers, whatever their scope. */
export class ListenerExplorer {
  private readonly injector = new Injector();
  private readonly seen = new Set<InstanceWrapper>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly moduleRef: ModuleRef,
    private readonly enhancers: ListenerEnhancers,
  ) {}

  /**
   * Looks through the app, for what was not there the last time.
   *
   * @throws {Error} when what is provided in place of a class lacks one of its listeners
   */
  async explore(): Promise<Exploration> {
    const listeners: DiscoveredListener[] = [];
    const warnings: string[] = [];
    for (const wrapper of [...this.discovery.getProviders(), ...this.discovery.getControllers()]) {
      if (this.seen.has(wrapper) || isBeingMade(wrapper)) continue;
      this.seen.add(wrapper);
      const methods = listeningMethods(wrapper);
      if (methods.length === 0) continue;
      if (isAbsent(wrapper)) {
        warnings.push(...methods.map(({ key }) => absent(wrapper, key)));
        continue;
      }
      const bind = await this.binderOf(wrapper);
      for (const method of methods) {
        this.enhancers.assertInstances(method, wrapper.host?.token ?? '');
        const call = bind(method);
        const { name: own, owner } = method;
        listeners.push(
          ...method.metadata.map((metadata) => {
            const { name = own } = metadata.options;
            return { name, method: own, owner, metadata, call, callBatch: call };
          }),
        );
      }
    }
    return { listeners, warnings };
  }

  /** What makes handlers of a provider's methods: they share its instance, a transient one too. */
  private async binderOf(wrapper: InstanceWrapper): Promise<(method: ListeningMethod) => AnyHandler> {
    const { host } = wrapper;
    if (!host) throw new Error(`${String(wrapper.name)} belongs to no module`);
    if (!wrapper.isDependencyTreeStatic()) return (method) => this.scopedHandler(wrapper, host, method);
    const instance = wrapper.isTransient ? await this.load(wrapper, host) : (wrapper.instance as object);
    return ({ key, owner, handler }) => {
      if (typeof methodOf(instance, key) !== 'function') throw new Error(lacking(wrapper, key));
      return this.enhancers.wrap({
        owner,
        handler,
        call: callOf(wrapper, instance, key),
        moduleKey: host.token,
      });
    };
  }

  /** A request-scoped or durable listener: its instance is made for each callback, as for an HTTP request. */
  private scopedHandler(
    wrapper: InstanceWrapper,
    host: Module,
    { key, owner, handler }: ListeningMethod,
  ): AnyHandler {
    const moduleKey = host.token;
    const inquirerId = wrapper.id;
    return async (event, context) => {
      const contextId = ContextIdFactory.getByRequest(context);
      const payload = wrapper.isDependencyTreeDurable() ? contextId.payload : undefined;
      this.moduleRef.registerRequestByContextId(payload ?? context, contextId);
      const instance = await this.load(wrapper, host, contextId);
      const call = callOf(wrapper, instance, key);
      return this.enhancers.wrap({ owner, handler, call, moduleKey, contextId, inquirerId })(event, context);
    };
  }

  private load(
    wrapper: InstanceWrapper,
    host: Module,
    contextId = ContextIdFactory.create(),
  ): Promise<object | null> {
    const collection = host.controllers.has(wrapper.token) ? host.controllers : host.providers;
    return this.injector.loadPerContext(wrapper.instance, host, collection, contextId, wrapper);
  }
}

/**
 * Calls the method that the instance has by then: tests spy on it. It gets the event and the context, and nothing
 * else.
 */
const callOf =
  (wrapper: InstanceWrapper, instance: object | null, key: string | symbol): AnyHandler =>
  (event, context) => {
    const method: unknown = instance && Reflect.get(instance, key);
    if (typeof method !== 'function') throw new Error(lacking(wrapper, key));
    return (method as HandlerFunction).call(instance, event, context);
  };

const methodOf = (instance: object | null, key: string | symbol): unknown =>
  instance && Reflect.get(instance, key);

const lacking = ({ name }: InstanceWrapper, key: string | symbol): string =>
  `${String(name)} is provided by an object without the method ${String(key)}, with which its class listens: ` +
  `give the object that method, in a test { ${String(key)}: jest.fn() }`;

/** What belongs to a module that is being loaded lazily is there before its instances are. */
const isBeingMade = (wrapper: InstanceWrapper): boolean =>
  wrapper.isDependencyTreeStatic() &&
  !wrapper.isTransient &&
  !wrapper.getInstanceByContextId(STATIC_CONTEXT).isResolved;

/** A factory or a value may be nothing; one that is made for each callback is not there yet. */
const isAbsent = (wrapper: InstanceWrapper): boolean =>
  wrapper.isDependencyTreeStatic() && (wrapper.instance === null || wrapper.instance === undefined);

const absent = ({ name, instance }: InstanceWrapper, key: string | symbol): string =>
  `${String(name)} is provided as ${String(instance)}: its method ${String(key)} does not listen`;
