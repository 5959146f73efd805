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
    errors: [...problems.filter((each) => each !== undefined), ...duplicates(discovered)],
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

function duplicates(discovered: readonly DiscoveredListener[]): string[] {
  const seen = new Set<string>();
  return discovered.flatMap(({ name, metadata: { target, options } }) => {
    const what = target.kind === 'command' ? target.command : `${target.kind} callbacks`;
    const key = [name, what, options.instance ?? DEFAULT_INSTANCE].join(' ');
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      `${name} listens to ${what} twice and would be called twice: ` +
        'remove one of the decorators, or provide the class in one module only and import that',
    ];
  });
}

function neverFires(name: string, { target }: ListenerMetadata): string[] {
  const definition = target.kind === 'command' ? findDefinition(target.command) : undefined;
  if (definition?.fires !== false) return [];
  return [
    `${name} waits for ${definition.key}, which no OpenIM since v3.5.0 sends: ` +
      'listen to afterUserOffline instead, which is how a kick shows up',
  ];
}
