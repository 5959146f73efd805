import 'reflect-metadata';
import type { AnyListenerOptions } from './listener-options.js';

/** What a listener listens to: a command's wire name, every callback, or those this version does not know. */
export type Subscription =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'unknown' };

/** One decorator on one method. */
export interface ListenerMetadata {
  readonly target: Subscription;
  readonly options: AnyListenerOptions;
}

const LISTENERS = Symbol.for('nestjs-openim-callback:listeners');

/** Notes a listener on its method. */
export function addListenerMetadata(method: object, metadata: ListenerMetadata): void {
  Reflect.defineMetadata(LISTENERS, [metadata, ...listenerMetadata(method)], method);
}

/** The listeners noted on a method, the topmost decorator first. */
export const listenerMetadata = (method: object): readonly ListenerMetadata[] =>
  (Reflect.getOwnMetadata(LISTENERS, method) as readonly ListenerMetadata[] | undefined) ?? [];
