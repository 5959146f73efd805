import type { CommandName } from '../contract/commands.js';
import type { AfterCommandName, BeforeCommandName, EventOf, ReplyFieldsOf } from '../contract/definitions.js';
import type { ReplyOf } from '../replies/reply.js';
import type { Observable } from 'rxjs';
import type { CallbackContext } from './callback-context.js';
import { addListenerMetadata, type Subscription } from './listener-metadata.js';
import type { AfterListenerOptions, AnyListenerOptions, BeforeListenerOptions } from './listener-options.js';

/** A method decorator that compiles only on methods that take the event and return what they may. */
export type ListenerDecorator<E, R> = <M extends (event: E, context: CallbackContext) => R>(
  target: object,
  propertyKey: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void;

/** The decorator of an after command. */
export type AfterListenerDecorator<C extends AfterCommandName> = (
  options?: AfterListenerOptions,
) => ListenerDecorator<EventOf<C>, unknown>;

/** The decorator of a before command. */
export type BeforeListenerDecorator<C extends BeforeCommandName> = (
  options?: BeforeListenerOptions,
) => ListenerDecorator<
  EventOf<C>,
  ReplyOf<ReplyFieldsOf<C>> | Promise<ReplyOf<ReplyFieldsOf<C>>> | Observable<ReplyOf<ReplyFieldsOf<C>>>
>;

/** Makes the decorator of an after command. */
export const onAfter =
  <C extends AfterCommandName>(command: C): AfterListenerDecorator<C> =>
  (options = {}) =>
    listener(ofCommand(command), options);

/** Makes the decorator of a before command. */
export const onBefore =
  <C extends BeforeCommandName>(command: C): BeforeListenerDecorator<C> =>
  (options = {}) =>
    listener(ofCommand(command), options);

/** Marks a method as a listener. */
export function listener(target: Subscription, options: AnyListenerOptions) {
  return <M extends (...args: never[]) => unknown>(
    prototype: object,
    propertyKey: string | symbol,
    descriptor: TypedPropertyDescriptor<M>,
  ): void => {
    // Nothing would ever call a static method: only instances are discovered.
    if (typeof prototype === 'function' || !descriptor.value) {
      throw new TypeError(`a listener must be a method of instances, which ${String(propertyKey)} is not`);
    }
    addListenerMetadata(descriptor.value, { target, options });
  };
}

const ofCommand = (command: CommandName): Subscription => ({ kind: 'command', command });
