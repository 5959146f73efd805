import type { ApplicationConfig } from '@nestjs/core';
import { allDefinitions } from '../contract/definitions.js';
import type { AppAdapter, FrameworkAdapter } from './framework-entry.js';
import { othersListenTo } from './request-interceptor.js';

/** As much of a layer of Express's router as matters here. */
interface Layer {
  readonly handle: { readonly name: string };
  /** Of a layer that is a route. */
  readonly route?: { readonly path: unknown };
  match(path: string): boolean;
}

/** As much of Express's router as matters here. */
interface Router {
  readonly stack: readonly Layer[];
  /** What is called for each parameter of a path. */
  readonly params?: object;
}

/** By these names Nest itself takes a middleware for a body parser; a callback's body is read before them. */
const BODY_PARSERS: ReadonlySet<string> = new Set([
  'jsonParser',
  'urlencodedParser',
  'textParser',
  'rawParser',
]);

/** Nest's adapter has a middleware of its own, which calls hooks that may be set at any time. */
const NEST_HOOKS = ['onRequestHook', 'onResponseHook'] as const;

/** A command that OpenIM may have one day. */
const UNKNOWN = 'callbackUnknownCommand';

/**
 * What of the app a callback would meet on its way through Express to the controller, in words for the log; none when
 * that is nothing. What cannot be told counts as met. Global pipes and filters do not: the controller has no parameters
 * for a pipe, and a filter of its own.
 *
 * @param base the path at which callbacks arrive
 * @returns undefined for another framework than Express
 */
export function metOnTheWay(
  adapter: AppAdapter,
  config: ApplicationConfig,
  base: string,
): readonly string[] | undefined {
  if (adapter.getType() !== 'express') return undefined;
  const instance = adapter.getInstance();
  const server = adapter.getHttpServer();
  return [
    ...enhancersOf(config),
    ...layersOf(instance, base),
    ...(server && othersListenTo(server, instance) ? ['what else listens to the server'] : []),
  ];
}

/** Whether Nest's own middleware has something to call: it may be set after the start, too. */
export const hasRequestHook = (adapter: FrameworkAdapter): boolean =>
  NEST_HOOKS.some((name) => Reflect.get(adapter, name) !== undefined);

function enhancersOf(config: ApplicationConfig): string[] {
  const scoped = [
    ...config.getGlobalRequestGuards(),
    ...config.getGlobalRequestInterceptors(),
    ...config.getGlobalRequestPipes(),
    ...config.getGlobalRequestFilters(),
  ];
  return [
    ...[...config.getGlobalGuards(), ...config.getGlobalInterceptors()].map(
      ({ constructor }) => constructor.name,
    ),
    ...scoped.map(({ metatype, name }) => metatype?.name ?? String(name)),
  ];
}

function layersOf(express: unknown, base: string): string[] {
  const router = routerOf(express);
  if (!router) return ['a router that this module does not know'];
  if (Object.keys(router.params ?? {}).length > 0) return ['app.param()'];
  const routes: readonly unknown[] = [base, `${base}/:segment`, `${base}/:segment/:command`];
  const targets = [...allDefinitions().map(({ command }) => command), UNKNOWN].map(
    (command) => `${base}/${command}`,
  );
  const met = [base, ...targets].flatMap((target) => {
    const matching = router.stack.filter((layer) => layer.match(target));
    const own = matching.findIndex(({ route }) => routes.includes(route?.path));
    return own < 0 ? ['no route to its controller'] : matching.slice(0, own).filter(isMet).map(nameOf);
  });
  return [...new Set(met)];
}

function routerOf(express: unknown): Router | undefined {
  const router: unknown = typeof express === 'function' ? Reflect.get(express, 'router') : undefined;
  return isRouter(router) ? router : undefined;
}

function isRouter(router: unknown): router is Router {
  const stack: unknown = typeof router === 'function' ? Reflect.get(router, 'stack') : undefined;
  return Array.isArray(stack) && stack.every(isLayer);
}

const isLayer = (layer: unknown): boolean =>
  typeof layer === 'object' &&
  layer !== null &&
  typeof Reflect.get(layer, 'match') === 'function' &&
  typeof Reflect.get(layer, 'handle') === 'function';

function isMet({ handle, route }: Layer): boolean {
  if (route) return true;
  const text = Function.prototype.toString.call(handle);
  return !BODY_PARSERS.has(handle.name) && !NEST_HOOKS.every((name) => text.includes(`this.${name}`));
}

const nameOf = ({ handle, route }: Layer): string =>
  route ? `the route ${String(route.path)}` : `the middleware ${handle.name || 'without a name'}`;
