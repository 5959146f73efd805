import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js';
import { allDefinitions, type Definition } from '../contract/definitions.js';
import { DEFAULT_INSTANCE } from '../listeners/listener-options.js';
import type { ListenerMetadata } from '../listeners/listener-metadata.js';
import { listeningMethods } from '../listeners/listening-methods.js';
import { timeoutFor, type PlannedCallback, type WebhooksPlan } from '../webhooks/webhooks-plan.js';
import { filterSettings } from '../listeners/filter-settings.js';
import { ModuleInstance } from './module-instance.js';
import { DEFAULT_DEADLINE } from './resolve-settings.js';
import { OPENIM_CALLBACK_SETTINGS } from './tokens.js';

/** The token of `describeWebhooks`, by which tools find the app's own copy of it. */
export const DESCRIBE_WEBHOOKS = Symbol.for('nestjs-openim-callback:describe-webhooks');

interface Listener {
  readonly name: string;
  readonly metadata: ListenerMetadata;
}

/**
 * What webhooks.yml must say for each module instance of an app: from its listeners' decorators, so that the app
 * need not run. With `NestFactory.create(AppModule, { preview: true })` no provider is made and no connection
 * opened; then settings from a factory remain unknown, and listeners in what a factory would return unless it is
 * provided as their class.
 *
 * @example
 * ```ts
 * const [plan] = describeWebhooks(app);
 * console.log(webhooksYaml({ url: 'http://10.0.0.5:10006/callbackExample', callbacks: plan.callbacks }));
 * ```
 */
export const describeWebhooks = (app: Pick<INestApplicationContext, 'get'>): readonly WebhooksPlan[] =>
  webhooksPlans(app.get(ModulesContainer));

/** The same from the app's modules. */
export function webhooksPlans(modules: ModulesContainer): readonly WebhooksPlan[] {
  const wrappers = [...modules.values()].flatMap(({ providers, controllers }) => [
    ...providers.values(),
    ...controllers.values(),
  ]);
  const listeners = wrappers.flatMap(listenersOf);
  return wrappers.flatMap((wrapper) => {
    const instance: unknown = wrapper.instance;
    return instance instanceof ModuleInstance ? [planOf(instance, deadlineOf(wrapper), listeners)] : [];
  });
}

const listenersOf = (wrapper: InstanceWrapper): Listener[] =>
  listeningMethods(wrapper).flatMap(({ name, metadata }) =>
    metadata.map((each) => ({ name: each.options.name ?? name, metadata: each })),
  );

function planOf(
  { name, path }: ModuleInstance,
  deadline: number | undefined,
  listeners: readonly Listener[],
): WebhooksPlan {
  const own = listeners.filter(({ metadata }) => (metadata.options.instance ?? DEFAULT_INSTANCE) === name);
  const observesAll = own.some(({ metadata }) => metadata.target.kind === 'any');
  return {
    instance: name,
    path,
    deadline,
    observesAll,
    callbacks: allDefinitions().flatMap((definition) => planned(definition, deadline, own, observesAll)),
  };
}

function planned(
  { key, command, phase, released = true, fires = true }: Definition,
  deadline: number | undefined,
  listeners: readonly Listener[],
  observesAll: boolean,
): PlannedCallback[] {
  const own = listeners.filter(
    ({ metadata: { target } }) => target.kind === 'command' && target.command === command,
  );
  if (own.length === 0) return [];
  const timeout = timeoutFor(phase, deadline ?? DEFAULT_DEADLINE);
  const names = own.map(({ name }) => name);
  const filters = own.map(({ metadata: { options } }) => options.where);
  // Who observes everything wants what the others do not.
  const settings = observesAll ? {} : filterSettings(key, filters);
  return [{ key, command, phase, listeners: names, timeout, released, fires, ...settings }];
}

/** The deadline among the settings, if they are known. */
function deadlineOf({ host }: InstanceWrapper): number | undefined {
  const settings: unknown = host?.providers.get(OPENIM_CALLBACK_SETTINGS)?.instance;
  if (typeof settings !== 'object' || settings === null) return undefined;
  const deadline: unknown = Reflect.get(settings, 'deadline');
  return typeof deadline === 'number' ? deadline : DEFAULT_DEADLINE;
}
