import 'reflect-metadata';
import type { AnyListenerOptions } from './listener-options.js';

/** What a decorator listens to: a command's wire name, every callback, or those this version does not know. */
export type Subscription =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'unknown' };

/** One decorator on one method. */
export interface ListenerMetadata {
  readonly target: Subscription;
  readonly options: AnyListenerOptions;
}

/** What the decorators of one method of a class noted. */
export interface NotedMethod {
  /** The topmost decorator first. */
  readonly metadata: readonly ListenerMetadata[];
  /** What the method was when they were applied: other decorators may replace it between them. */
  readonly functions: readonly object[];
}

const LISTENERS = Symbol.for('nestjs-openim-callback:listeners');

/**
 * Notes a listener with its class, by the name of the method, so that it stays one whatever other decorators put in
 * the method's place; and on the method itself, so that it stays one in a class that it is mixed into.
 */
export function addListenerMetadata(
  prototype: object,
  key: string | symbol,
  method: object,
  metadata: ListenerMetadata,
): void {
  const noted = notedMethod(prototype, key, undefined);
  const all = [metadata, ...(noted?.metadata ?? [])];
  const functions = [...new Set([method, ...(noted?.functions ?? [])])];
  Reflect.defineMetadata(LISTENERS, { metadata: all, functions } satisfies NotedMethod, prototype, key);
  Reflect.defineMetadata(LISTENERS, all, method);
}

/** What was noted of a class's own method; `value` is what the class has by that name now. */
export function notedMethod(
  prototype: object,
  key: string | symbol,
  value: unknown,
): NotedMethod | undefined {
  const noted = Reflect.getOwnMetadata(LISTENERS, prototype, key) as NotedMethod | undefined;
  if (noted || typeof value !== 'function') return noted;
  const metadata = listenerMetadata(value);
  return metadata.length === 0 ? undefined : { metadata, functions: [value] };
}

/** The listeners noted on a function, the topmost decorator first. */
export const listenerMetadata = (method: object): readonly ListenerMetadata[] =>
  (Reflect.getOwnMetadata(LISTENERS, method) as readonly ListenerMetadata[] | undefined) ?? [];
