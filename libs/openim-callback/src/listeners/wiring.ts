import { mergeRetry, retryProblem } from '../delivery/retry/retry-policy.js';
import { DEFAULT_RETRY } from '../delivery/retry/retry-options.js';
import { findDefinition } from '../contract/definitions.js';
import { DEFAULT_INSTANCE } from './listener-options.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { ListenerMetadata, Subscription } from './listener-metadata.js';

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
  return discovered.flatMap((listener, at) => {
    const first = discovered.slice(0, at).find((other) => clash(other, listener));
    return first ? [whyNotBoth(listener, first)] : [];
  });
}

/** Whether two listeners of one name would be given the same event, which is stored with their names. */
function clash(one: DiscoveredListener, other: DiscoveredListener): boolean {
  if (one.name !== other.name || instanceOf(one) !== instanceOf(other)) return false;
  const [target, same] = [one.metadata.target, other.metadata.target];
  return (
    nameOf(target) === nameOf(same) ||
    (isAfter(target) && same.kind === 'any') ||
    (target.kind === 'any' && isAfter(same))
  );
}

/** An after event goes to those who listen to its command and to those who listen to everything. */
const isAfter = (target: Subscription): boolean =>
  target.kind === 'command' && findDefinition(target.command)?.phase === 'after';

function whyNotBoth({ name, owner, metadata }: DiscoveredListener, first: DiscoveredListener): string {
  const [target, same] = [nameOf(metadata.target), nameOf(first.metadata.target)];
  if (owner !== first.owner)
    return (
      `${name} is the name of two listeners of ${target}: rename one of the classes, ` +
      'since events are tried again by that name'
    );
  return target === same
    ? `${name} listens to ${target} twice and would be called twice: ` +
        'remove one of the decorators, or provide the class in one module only and import that'
    : `${name} listens to ${same} and to ${target} and would be called twice: remove one of the decorators`;
}

const instanceOf = ({ metadata: { options } }: DiscoveredListener): string =>
  options.instance ?? DEFAULT_INSTANCE;

const nameOf = (target: Subscription): string =>
  target.kind === 'command' ? target.command : `${target.kind} callbacks`;

function neverFires(name: string, { target }: ListenerMetadata): string[] {
  const definition = target.kind === 'command' ? findDefinition(target.command) : undefined;
  if (definition?.fires !== false) return [];
  return [
    `${name} waits for ${definition.key}, which no OpenIM since v3.5.0 sends: ` +
      'listen to afterUserOffline instead, which is how a kick shows up',
  ];
}
