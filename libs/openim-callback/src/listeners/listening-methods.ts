import type { Type } from '@nestjs/common';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { notedMethod, type ListenerMetadata } from './listener-metadata.js';

/** What Nest's context creators and guards take for a listener's method: something that bears its metadata. */
export type HandlerFunction = (...args: unknown[]) => unknown;

/** The key that `@UseFilters()` writes; Nest exports the keys from other places in 11 and in 12. */
export const FILTERS = '__exceptionFilters__';

/** The keys of every kind of enhancer. */
export const ENHANCER_KEYS: ReadonlySet<unknown> = new Set([
  '__guards__',
  '__interceptors__',
  '__pipes__',
  FILTERS,
]);

/** A method that listens. */
export interface ListeningMethod {
  readonly key: string | symbol;
  /** Class and method, `ReadReceipts.onRead`. */
  readonly name: string;
  /** The class that says so, by its own decorators or inherited ones. */
  readonly owner: Type;
  readonly metadata: readonly ListenerMetadata[];
  /** Has all metadata of the method: its enhancers, and what they read of it. */
  readonly handler: HandlerFunction;
  /** Whether something else is in the place of the decorated method by now. */
  readonly replaced: boolean;
}

/**
 * The methods of a provider that listen. What is provided in place of a class, by a value or a factory that may not
 * even have run, listens as the class does.
 */
export function listeningMethods(wrapper: InstanceWrapper): readonly ListeningMethod[] {
  if (wrapper.isAlias) return [];
  const instance: unknown = wrapper.instance;
  const own =
    typeof instance === 'object' && instance !== null ? methodsOf(Object.getPrototypeOf(instance)) : [];
  const { token } = wrapper;
  const standsFor =
    typeof token === 'function' && !isInstanceOf(instance, token) ? methodsOf(token.prototype) : [];
  const keys = new Set(own.map(({ key }) => key));
  return [...own, ...standsFor.filter(({ key }) => !keys.has(key))].map((method) => ({
    ...method,
    // The name of a provider may be a symbol, and that of a method too.
    name: `${String(wrapper.name)}.${String(method.key)}`,
  }));
}

const isInstanceOf = (instance: unknown, { prototype }: { readonly prototype: unknown }): boolean =>
  typeof prototype === 'object' &&
  prototype !== null &&
  Object.prototype.isPrototypeOf.call(prototype, instance as object);

/** The listening methods of a class, inherited ones too. An override listens to what the method it overrides does. */
function methodsOf(prototype: unknown): Omit<ListeningMethod, 'name'>[] {
  const found = new Map<string | symbol, Omit<ListeningMethod, 'name'>>();
  const overrides = new Map<string | symbol, HandlerFunction[]>();
  for (const level of levelsOf(prototype)) {
    for (const key of Reflect.ownKeys(level)) {
      // Not read: a getter must not run.
      const value: unknown = Object.getOwnPropertyDescriptor(level, key)?.value;
      if (key === 'constructor' || found.has(key)) continue;
      const functions = [
        ...(overrides.get(key) ?? []),
        ...(typeof value === 'function' ? [value as HandlerFunction] : []),
      ];
      overrides.set(key, functions);
      const noted = notedMethod(level, key, value);
      if (!noted) continue;
      const layers = [...new Set([...functions, ...noted.functions] as HandlerFunction[])];
      const { constructor: owner } = prototype as { constructor: Type };
      const { metadata } = noted;
      found.set(key, { key, owner, metadata, handler: handlerOf(layers), replaced: layers.length > 1 });
    }
  }
  return [...found.values()];
}

function* levelsOf(prototype: unknown): Generator<object> {
  for (
    let level = prototype;
    typeof level === 'object' && level !== null;
    level = Object.getPrototypeOf(level)
  )
    if (level !== Object.prototype) yield level;
}

/**
 * One function with the metadata of a method and of what it has replaced, the topmost first. Decorators that wrap a
 * method and overrides seldom copy it, and a guard must not vanish.
 */
function handlerOf(layers: readonly HandlerFunction[]): HandlerFunction {
  const [top, ...replaced] = layers;
  if (top && replaced.length === 0) return top;
  const handler: HandlerFunction = () => undefined;
  Object.defineProperty(handler, 'name', { value: top?.name });
  for (const layer of [...layers].reverse()) {
    for (const key of Reflect.getMetadataKeys(layer) as unknown[]) {
      const [below, own] = [handler, layer].map((each): unknown => Reflect.getMetadata(key, each));
      Reflect.defineMetadata(key, ENHANCER_KEYS.has(key) ? joined(below, own) : own, handler);
    }
  }
  return handler;
}

const joined = (below: unknown, own: unknown): unknown[] => [...new Set<unknown>([below ?? [], own].flat())];
