import { settle } from './settle.js';
import { ForbiddenException, type Type } from '@nestjs/common';
import { ApplicationConfig, NestContainer, type ContextId, type ModulesContainer } from '@nestjs/core';
import { ExternalExceptionFilterContext } from '@nestjs/core/exceptions/external-exception-filter-context.js';
import { GuardsConsumer, GuardsContextCreator } from '@nestjs/core/guards/index.js';
import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import { InterceptorsConsumer, InterceptorsContextCreator } from '@nestjs/core/interceptors/index.js';
import { PipesConsumer, PipesContextCreator } from '@nestjs/core/pipes/index.js';
import type { RouterProxyCallback } from '@nestjs/core/router/router-proxy.js';
import type { OpenImEvent } from '../contract/definition.js';
import type { Handler } from './bound-listener.js';
import { ENHANCER_KEYS, FILTERS, type HandlerFunction, type ListeningMethod } from './listening-methods.js';

/** What `ExecutionContext.getType()` says in the enhancers of a listener; their arguments are event and context. */
export const OPENIM_CALLBACK_CONTEXT = 'openim-callback';

/** A listener's method, and where its enhancers are to be looked up. */
export interface ListenerSite<E, C> {
  /** The class, which may have enhancers too. */
  readonly owner: Type;
  readonly handler: HandlerFunction;
  /** Calls the method. */
  readonly call: Handler<E, C>;
  /** The token of the module that provides it. */
  readonly moduleKey: string;
  /** The context of a request-scoped instance. */
  readonly contextId?: ContextId;
  /** The id of the instance's wrapper, for enhancers made for it alone. */
  readonly inquirerId?: string;
}

/** Gives Nest's context creators the modules, which is all they ask of a container. */
class DiscoveredModules extends NestContainer {
  constructor(private readonly discovered: ModulesContainer) {
    super(new ApplicationConfig());
  }

  override getModules(): ModulesContainer {
    return this.discovered;
  }
}

/**
 * Wraps a listener method in the guards, interceptors, pipes and exception filters that are bound to it or to
 * its class. The app's global ones are left out, as Nest does for microservices in a hybrid app: they expect
 * an HTTP request.
 */
export class ListenerEnhancers {
  private readonly guards: GuardsContextCreator;
  private readonly interceptors: InterceptorsContextCreator;
  private readonly pipes: PipesContextCreator;
  private readonly filters: ExternalExceptionFilterContext;
  private readonly guardsConsumer = new GuardsConsumer();
  private readonly interceptorsConsumer = new InterceptorsConsumer();
  private readonly pipesConsumer = new PipesConsumer();

  constructor(private readonly modules: ModulesContainer) {
    const container = new DiscoveredModules(modules);
    this.guards = new GuardsContextCreator(container);
    this.interceptors = new InterceptorsContextCreator(container);
    this.pipes = new PipesContextCreator(container);
    this.filters = new ExternalExceptionFilterContext(container);
  }

  /** The method with what is bound to it; each kind costs only where there is one. */
  wrap<E, C>({ owner, handler, call, moduleKey, contextId, inquirerId }: ListenerSite<E, C>): Handler<E, C> {
    // Of an instance Nest looks at its class only; what stands for it in a test has another one.
    const site = [{ constructor: owner }, handler, moduleKey, contextId, inquirerId] as const;
    const piped = this.withPipes(call, site);
    const intercepted = this.withInterceptors(piped, site);
    return this.withFilters(this.withGuards(intercepted, site), site);
  }

  /**
   * Nest makes the instances of bound enhancer classes for providers that are classes, and leaves out the
   * enhancers that it has no instance of. A guard must not vanish like that.
   *
   * @throws {Error} when Nest has no instance of an enhancer that is bound by its class
   */
  assertInstances({ owner, handler, replaced }: ListeningMethod, moduleKey: string): void {
    const injectables = this.modules.get(moduleKey)?.injectables;
    const bound = [...ENHANCER_KEYS].flatMap((key) =>
      [owner, handler].flatMap((each) => enhancersOf(key, each)),
    );
    const missing = bound.find((each) => typeof each === 'function' && !injectables?.has(each));
    if (typeof missing !== 'function') return;
    throw new Error(
      `Nest would leave out ${missing.name}, which is bound to a listener of ${owner.name}, because ` +
        (replaced
          ? 'another decorator or an override has taken the place of the method: bind it above that decorator, to the ' +
            'override, to the class, or bind an instance of the enhancer'
          : 'that comes from a factory or is a value: provide the class itself, or bind an instance of the enhancer'),
    );
  }

  /** Of a batch each event goes through them on its own. */
  private withPipes<E, C>(next: Handler<E, C>, site: Site): Handler<E, C> {
    const pipes = this.pipes.create(...site);
    if (pipes.length === 0) return next;
    const apply = (event: OpenImEvent): Promise<unknown> => {
      const metatype = event.constructor as new () => OpenImEvent;
      return this.pipesConsumer.applyPipes(event, { type: 'body', metatype }, pipes);
    };
    return async (event, context) => {
      const piped: unknown = Array.isArray(event)
        ? await Promise.all(event.map(apply))
        : await apply(event as OpenImEvent);
      return next(piped as E, context);
    };
  }

  private withInterceptors<E, C>(next: Handler<E, C>, site: Site): Handler<E, C> {
    const interceptors = this.interceptors.create(...site);
    if (interceptors.length === 0) return next;
    const [instance, method] = site;
    return async (...args) => {
      const handle = async (): Promise<unknown> => await next(...args);
      const type = OPENIM_CALLBACK_CONTEXT;
      return settle(
        await this.interceptorsConsumer.intercept(interceptors, args, instance, method, handle, type),
      );
    };
  }

  private withGuards<E, C>(next: Handler<E, C>, site: Site): Handler<E, C> {
    const guards = this.guards.create(...site);
    if (guards.length === 0) return next;
    const [instance, method] = site;
    return async (...args) => {
      const type = OPENIM_CALLBACK_CONTEXT;
      const admitted = await this.guardsConsumer.tryActivate(guards, args, instance, method, type);
      if (!admitted) throw new ForbiddenException('a guard turned the listener down');
      return next(...args);
    };
  }

  private withFilters<E, C>(next: Handler<E, C>, site: Site): Handler<E, C> {
    const [instance, method, ...scope] = site;
    if (!hasFilters(method) && !hasFilters(instance.constructor)) return next;
    const filters = this.filters.create(instance, method as RouterProxyCallback, ...scope);
    return async (...args) => {
      try {
        return await settle(next(...args));
      } catch (error) {
        const host = new ExecutionContextHost(args, instance.constructor, method);
        host.setType(OPENIM_CALLBACK_CONTEXT);
        const handled = await settle(filters.next(error as Error, host));
        // To Nest a filter that returns nothing has handled nothing, unless it is asynchronous. Here it never
        // has: nothing would mean allow.
        if (handled === undefined) throw error;
        return handled;
      }
    };
  }
}

type Site = readonly [
  instance: { readonly constructor: Type },
  method: HandlerFunction,
  moduleKey: string,
  contextId: ContextId | undefined,
  inquirerId: string | undefined,
];

/** The instances and classes bound to a method or a class. */
const enhancersOf = (key: unknown, bearer: object): readonly (object | Type)[] =>
  (Reflect.getMetadata(key, bearer) as readonly (object | Type)[] | undefined) ?? [];

const hasFilters = (bearer: object): boolean => enhancersOf(FILTERS, bearer).length > 0;
