import type { CommandName } from '../contract/commands.js';
import type { AfterCommandName, BeforeCommandName, EventOf, ReplyFieldsOf } from '../contract/definitions.js';
import type { ReplyOf } from '../replies/reply.js';
import type { Observable } from 'rxjs';
import type { BatchContext, CallbackContext } from './callback-context.js';
import { addListenerMetadata, type Subscription } from './listener-metadata.js';
import type {
  AfterListenerOptions,
  AnyListenerOptions,
  BatchListenerOptions,
  BeforeListenerOptions,
} from './listener-options.js';

/** A method decorator that compiles only on methods that take the event and return what they may. */
export type ListenerDecorator<E, R> = <M extends (event: E, context: CallbackContext) => R>(
  target: object,
  propertyKey: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** A method decorator that compiles only on methods that take an array of the event. */
export type BatchListenerDecorator<E> = <M extends (events: E[], context: BatchContext) => unknown>(
  target: object,
  propertyKey: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** What makes decorators for events that are delivered after OpenIM has its answer; with `batch`, several at once. */
export interface EventListenerDecorator<E> {
  (options: BatchListenerOptions<E>): BatchListenerDecorator<E>;
  (options?: AfterListenerOptions<E>): ListenerDecorator<E, unknown>;
}

/** The decorator of an after command. */
export type AfterListenerDecorator<C extends AfterCommandName> = EventListenerDecorator<EventOf<C>>;

/** The decorator of a before command. */
export type BeforeListenerDecorator<C extends BeforeCommandName> = (
  options?: BeforeListenerOptions<EventOf<C>>,
) => ListenerDecorator<
  EventOf<C>,
  ReplyOf<ReplyFieldsOf<C>> | Promise<ReplyOf<ReplyFieldsOf<C>>> | Observable<ReplyOf<ReplyFieldsOf<C>>>
>;

/** Makes the decorator of an after command. */
export const onAfter =
  <C extends AfterCommandName>(command: C): AfterListenerDecorator<C> =>
  (options: AnyListenerOptions = {}) =>
    listener(ofCommand(command), options);

/** Makes the decorator of a before command. */
export const onBefore =
  <C extends BeforeCommandName>(command: C): BeforeListenerDecorator<C> =>
  (options = {}) =>
    listener(ofCommand(command), options);

/**
 * Marks a method as a listener.
 *
 * @throws {TypeError} when it decorates something that would never be called
 */
export function listener(target: Subscription, options: AnyListenerOptions) {
  return <M extends (...args: never[]) => unknown>(
    prototype: object,
    propertyKey: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    const problem = misplaced(prototype, propertyKey, descriptor);
    if (problem !== undefined) throw new TypeError(problem);
    addListenerMetadata(prototype, propertyKey, descriptor.value as object, { target, options });
  };
}

/** Compilers that do not check types put a decorator anywhere. What is `undefined` and what not differs with them. */
function misplaced(
  prototype: unknown,
  key: unknown,
  descriptor: PropertyDescriptor | undefined,
): string | undefined {
  if (typeof key === 'object')
    return (
      'the listener decorators are of the kind that NestJS uses: set "experimentalDecorators": true in ' +
      'tsconfig.json, or what your compiler has for it'
    );
  const owner: unknown = typeof prototype === 'function' ? prototype : (prototype as object).constructor;
  const className = typeof owner === 'function' ? owner.name : '';
  if (typeof key !== 'string' && typeof key !== 'symbol')
    return `a listener is a method: put the decorator on a method of ${className}`;
  const method = `${className}.${String(key)}`;
  if (typeof prototype === 'function')
    return `${method} is static, and only instances listen: make it a method of the instances of a provider`;
  if (typeof descriptor?.value === 'function') return undefined;
  return (
    `${method} is no method: write ${String(key)}(event) { ... } in place of an arrow function or an accessor, ` +
    'and put decorators that turn methods into accessors above this one'
  );
}

const ofCommand = (command: CommandName): Subscription => ({ kind: 'command', command });
