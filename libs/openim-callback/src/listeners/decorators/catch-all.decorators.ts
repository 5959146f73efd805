import type { AnyEvent } from '../../contract/definitions.js';
import { listener, type ListenerDecorator } from '../listener-decorator.js';
import type { AfterListenerOptions } from '../listener-options.js';
import type { UnknownCallbackEvent } from '../unknown-callback.event.js';

/**
 * Listens to every callback whose command is known, before callbacks too, as an observer: it gets them after
 * they were answered, and what it returns decides nothing.
 */
export const OnAnyCallback = (options: AfterListenerOptions = {}): ListenerDecorator<AnyEvent, unknown> =>
  listener({ kind: 'any' }, options);

/** Listens to callbacks whose command this version does not know. */
export const OnUnknownCallback = (
  options: AfterListenerOptions = {},
): ListenerDecorator<UnknownCallbackEvent, unknown> => listener({ kind: 'unknown' }, options);
