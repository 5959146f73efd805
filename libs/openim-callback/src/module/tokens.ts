import { Inject } from '@nestjs/common';
import { DEFAULT_INSTANCE } from '../listeners/listener-options.js';
import { OpenImCallbackService } from './openim-callback.service.js';

/** The token of the settings that `forRoot` or `forRootAsync` was given. */
export const OPENIM_CALLBACK_SETTINGS = Symbol.for('nestjs-openim-callback:settings');

/** The token of an instance's service: the class itself for the default one. */
export const getOpenImCallbackToken = (name: string = DEFAULT_INSTANCE) =>
  name === DEFAULT_INSTANCE ? OpenImCallbackService : `OpenImCallbackService:${name}`;

/**
 * Injects the service of a named module instance.
 *
 * @param name the `name` that `forRoot` was given. `@default 'default'`
 */
export const InjectOpenImCallback = (name?: string): PropertyDecorator & ParameterDecorator =>
  Inject(getOpenImCallbackToken(name));
