import { mergeRetry, retryProblem } from '../delivery/retry/merge-retry.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-options.js';
import { findDefinition } from '../contract/definitions.js';
import { DEFAULT_INSTANCE } from './bind-listeners.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { ListenerMetadata } from './listener-metadata.js';

/** What the listeners of an app look like as a whole. */
export interface WiringReport {
  /** Why the app cannot start, each with its fix. */
  readonly errors: readonly string[];
  /** What will not work as its author thinks, each with its fix. */
  readonly warnings: readonly string[];
}

/** Looks for listeners that can never be called, or would be called twice. */
export function checkWiring(
  discovered: readonly DiscoveredListener[],
  instances: readonly string[],
): WiringReport {
  const problems = discovered.map(({ name, metadata }) => unknownInstance(name, metadata, instances));
  return {
    errors: [
      ...problems.filter((each) => each !== undefined),
      ...discovered.flatMap(badRetry),
      ...duplicates(discovered),
    ],
    warnings: discovered.flatMap(({ name, metadata }) => neverFires(name, metadata)),
  };
}

function unknownInstance(
  name: string,
  { options }: ListenerMetadata,
  instances: readonly string[],
): string | undefined {
  const instance = options.instance ?? DEFAULT_INSTANCE;
  if (instances.includes(instance)) return undefined;
  const known = instances.map((each) => `'${each}'`).join(', ');
  return (
    `${name} listens on the module instance '${instance}', which does not exist: ` +
    `give its decorator { instance } with one of ${known}, or import OpenImCallbackModule.forRoot({ name: '${instance}' })`
  );
}

function badRetry({ name, metadata }: DiscoveredListener): string[] {
  const problem = retryProblem(mergeRetry(DEFAULT_RETRY, metadata.options.retry));
  return problem === undefined ? [] : [`${name}: the option retry of its decorator: ${problem}`];
}

function duplicates(discovered: readonly DiscoveredListener[]): string[] {
  const seen = new Map<string, DiscoveredListener>();
  return discovered.flatMap((listener) => {
    const { target, options } = listener.metadata;
    const key = [listener.name, nameOf(target), options.instance ?? DEFAULT_INSTANCE].join(' ');
    const first = seen.get(key);
    seen.set(key, listener);
    return first ? [whyNotBoth(listener, first)] : calledTwice(listener, discovered);
  });
}

function whyNotBoth({ name, owner, metadata }: DiscoveredListener, first: DiscoveredListener): string {
  return owner === first.owner
    ? `${name} listens to ${nameOf(metadata.target)} twice and would be called twice: ` +
        'remove one of the decorators, or provide the class in one module only and import that'
    : `${name} is the name of two listeners of ${nameOf(metadata.target)}: rename one of the classes, ` +
        'since events are tried again by that name';
}

/** An after event goes to those who listen to its command and to those who listen to everything. */
function calledTwice(
  { name, owner, metadata: { target, options } }: DiscoveredListener,
  discovered: readonly DiscoveredListener[],
): string[] {
  if (target.kind !== 'command' || findDefinition(target.command)?.phase !== 'after') return [];
  const twice = discovered.some(
    (other) =>
      other.metadata.target.kind === 'any' &&
      other.name === name &&
      other.owner === owner &&
      other.metadata.options.instance === options.instance,
  );
  return twice
    ? [`${name} listens to ${target.command} and to everything: remove one of the decorators`]
    : [];
}

const nameOf = (target: ListenerMetadata['target']): string =>
  target.kind === 'command' ? target.command : `${target.kind} callbacks`;

function neverFires(name: string, { target }: ListenerMetadata): string[] {
  const definition = target.kind === 'command' ? findDefinition(target.command) : undefined;
  if (definition?.fires !== false) return [];
  return [
    `${name} waits for ${definition.key}, which no OpenIM since v3.5.0 sends: ` +
      'listen to afterUserOffline instead, which is how a kick shows up',
  ];
}
