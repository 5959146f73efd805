import { batchProblem } from '../delivery/batch-policy.js';
import { mergeRetry, retryProblem, DEFAULT_RETRY } from '../delivery/retry/retry-policy.js';
import { findDefinition } from '../contract/definitions.js';
import { DEFAULT_INSTANCE } from './listener-options.js';
import { filterProblem } from './event-filter.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { Subscription } from './listener-metadata.js';

/** What the listeners of an app look like as a whole. */
export interface WiringReport {
  /** Why the app cannot start, each with its fix. */
  readonly errors: readonly string[];
  /** What will not work as its author thinks, each with its fix. */
  readonly warnings: readonly string[];
}

/**
 * Looks for listeners that can never be called, or would be called twice.
 *
 * @param known those that were found to be right before
 */
export function checkWiring(
  discovered: readonly DiscoveredListener[],
  instances: readonly string[],
  known: readonly DiscoveredListener[] = [],
): WiringReport {
  const conflicts = discovered.map((listener, at) =>
    [...known, ...discovered.slice(0, at)]
      .map((first) => conflict(first, listener))
      .find((each) => each !== undefined),
  );
  const problems = [
    ...discovered.map((each) => unknownInstance(each, instances)),
    ...discovered.map(badRetry),
    ...discovered.map(badName),
    ...discovered.map(badFilter),
    ...discovered.map(badBatch),
    ...conflicts,
  ];
  return {
    errors: problems.filter((each) => each !== undefined),
    warnings: discovered.map(neverFires).filter((each) => each !== undefined),
  };
}

function unknownInstance(listener: DiscoveredListener, instances: readonly string[]): string | undefined {
  const instance = instanceOf(listener);
  if (instances.includes(instance)) return undefined;
  const known = instances.map((each) => `'${each}'`).join(', ');
  return (
    `${listener.method} listens on the module instance '${instance}', which does not exist: ` +
    `give its decorator { instance } with one of ${known}, or import OpenImCallbackModule.forRoot({ name: '${instance}' })`
  );
}

function badRetry({ method, metadata }: DiscoveredListener): string | undefined {
  const problem = retryProblem(mergeRetry(DEFAULT_RETRY, metadata.options.retry));
  return problem === undefined ? undefined : `${method}: the option retry of its decorator: ${problem}`;
}

/** Logs and events of which nothing is known say `unknown`. */
function badName({ method, metadata: { options } }: DiscoveredListener): string | undefined {
  const name: unknown = options.name;
  if (name === undefined) return undefined;
  if (typeof name === 'string' && /^[^\s\p{C}]{1,100}$/u.test(name) && name !== 'unknown') return undefined;
  return (
    `${method}: the option name of its decorator is ${JSON.stringify(name)}: ` +
    "give it 1 to 100 characters without spaces, such as 'receipts', and not 'unknown'"
  );
}

function badFilter({ method, metadata: { target, options } }: DiscoveredListener): string | undefined {
  const problem = filterProblem(options.where, target.kind === 'command' ? target.command : undefined);
  return problem === undefined ? undefined : `${method}: the option where of its decorator: ${problem}`;
}

function badBatch({ method, metadata: { target, options } }: DiscoveredListener): string | undefined {
  const batch: unknown = options.batch;
  if (batch === undefined) return undefined;
  if (target.kind === 'command' && !isAfter(target))
    return `${method}: its decorator has the option batch, but OpenIM waits for an answer to each callback: leave it out`;
  const problem = batchProblem(batch);
  return problem === undefined ? undefined : `${method}: the option batch of its decorator: ${problem}`;
}

function conflict(first: DiscoveredListener, listener: DiscoveredListener): string | undefined {
  if (instanceOf(first) !== instanceOf(listener)) return undefined;
  const share = shareEvents(first.metadata.target, listener.metadata.target);
  if (first.owner === listener.owner && first.method === listener.method)
    return share ? calledTwice(listener, first) : undefined;
  if (first.name !== listener.name) return undefined;
  if ((first.metadata.options.name ?? listener.metadata.options.name) !== undefined)
    return (
      `${first.method} and ${listener.method} have the same name, '${listener.name}': give one of them another, ` +
      'since events are stored for listeners by their names'
    );
  return share
    ? `${listener.name} is the name of two listeners of ${nameOf(listener.metadata.target)}: rename one of the ` +
        'classes, or give its decorator { name }, since events are stored for listeners by their names'
    : undefined;
}

/** An after event goes to those who listen to its command and to those who listen to everything. */
const shareEvents = (one: Subscription, other: Subscription): boolean =>
  nameOf(one) === nameOf(other) ||
  (isAfter(one) && other.kind === 'any') ||
  (one.kind === 'any' && isAfter(other));

const isAfter = (target: Subscription): boolean =>
  target.kind === 'command' && findDefinition(target.command)?.phase === 'after';

function calledTwice({ method, metadata }: DiscoveredListener, first: DiscoveredListener): string {
  const [target, other] = [nameOf(metadata.target), nameOf(first.metadata.target)];
  return target === other
    ? `${method} listens to ${target} twice and would be called twice: ` +
        'remove one of the decorators, or provide the class in one module only and import that'
    : `${method} listens to ${other} and to ${target} and would be called twice: remove one of the decorators`;
}

const instanceOf = ({ metadata: { options } }: DiscoveredListener): string =>
  options.instance ?? DEFAULT_INSTANCE;

const nameOf = (target: Subscription): string =>
  target.kind === 'command' ? target.command : `${target.kind} callbacks`;

function neverFires({ method, metadata: { target } }: DiscoveredListener): string | undefined {
  const definition = target.kind === 'command' ? findDefinition(target.command) : undefined;
  if (definition?.fires !== false) return undefined;
  return (
    `${method} waits for ${definition.key}, which no OpenIM since v3.5.0 sends: ` +
    'listen to afterUserOffline instead, which is how a kick shows up'
  );
}
