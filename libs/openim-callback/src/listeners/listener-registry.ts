import { allDefinitions, findDefinition } from '../contract/definitions.js';
import { mergeRetry } from '../delivery/retry/retry-policy.js';
import type { RetryPolicy } from '../delivery/retry/retry-options.js';
import type { BoundListener, ListenerHandler } from './bound-listener.js';
import type { DiscoveredListener } from './listener-explorer.js';
import { DEFAULT_INSTANCE, type FailurePolicy } from './listener-options.js';

/** The listeners of one module instance by what they listen to, each list in order. */
export interface ListenersByTarget {
  readonly byCommand: ReadonlyMap<string, readonly BoundListener[]>;
  /** Those of everything. */
  readonly any: readonly BoundListener[];
  /** Those of commands this version does not know. */
  readonly unknown: readonly BoundListener[];
}

const NONE: readonly BoundListener[] = [];

/** The listeners of one module instance, resolved at boot and looked up once a callback. */
export class ListenerRegistry {
  private readonly observers: ReadonlyMap<string, readonly BoundListener[]>;

  constructor(
    private readonly listeners: ListenersByTarget,
    private readonly onFailure: FailurePolicy,
  ) {
    this.observers = new Map(
      allDefinitions().map(({ command, phase }) => {
        const own = phase === 'after' ? (listeners.byCommand.get(command) ?? NONE) : NONE;
        return [command, [...own, ...listeners.any].sort((one, other) => one.order - other.order)];
      }),
    );
  }

  /** The listeners that decide on a before command, in order. */
  deciding(command: string): readonly BoundListener[] {
    return this.listeners.byCommand.get(command) ?? NONE;
  }

  /** The listeners that an event is delivered to: of before events only the observers of everything. */
  observing(command: string): readonly BoundListener[] {
    return this.observers.get(command) ?? this.listeners.unknown;
  }

  /** Whether anybody listens to a command, by its name or to everything. */
  hears(command: string): boolean {
    return this.deciding(command).length > 0 || this.observing(command).length > 0;
  }

  /** The commands that listeners name, in wire names. */
  named(): string[] {
    return [...this.listeners.byCommand.keys()];
  }

  /** The same listeners with something put around each. */
  around(wrap: (listener: BoundListener) => ListenerHandler): ListenerRegistry {
    const wrapAll = (list: readonly BoundListener[]): BoundListener[] =>
      list.map((each) => ({ ...each, call: wrap(each) }));
    const { byCommand, any, unknown } = this.listeners;
    const wrapped = new Map([...byCommand].map(([command, list]) => [command, wrapAll(list)]));
    return new ListenerRegistry(
      { byCommand: wrapped, any: wrapAll(any), unknown: wrapAll(unknown) },
      this.onFailure,
    );
  }

  /** The commands that somebody listens to, in wire names. */
  commands(): string[] {
    return this.listeners.any.length > 0 ? [...this.observers.keys()] : [...this.listeners.byCommand.keys()];
  }

  /**
   * The answer to a callback that nobody could look at: refuse if one of the command's listeners would, allow if
   * all of them would or there is none, the module's policy if the command is not known.
   */
  policyFor(command: string | undefined): FailurePolicy {
    if (command === undefined || !findDefinition(command)) return this.onFailure;
    return this.deciding(command).some((each) => each.onFailure === 'refuse') ? 'refuse' : 'allow';
  }
}

/** What holds for listeners that do not say otherwise. */
export interface ListenerDefaults {
  readonly onFailure: FailurePolicy;
  readonly retry: RetryPolicy;
}

/** Gathers the listeners of one module instance into its registry. */
export function bindListeners(
  discovered: readonly DiscoveredListener[],
  instance: string,
  { onFailure, retry }: ListenerDefaults,
): ListenerRegistry {
  const byCommand = new Map<string, BoundListener[]>();
  const any: BoundListener[] = [];
  const unknown: BoundListener[] = [];
  const own = discovered.filter(
    ({ metadata }) => (metadata.options.instance ?? DEFAULT_INSTANCE) === instance,
  );
  for (const listener of own.map((each) => ({
    target: each.metadata.target,
    bound: bind(each, { onFailure, retry }),
  }))) {
    const { target, bound } = listener;
    if (target.kind === 'any') any.push(bound);
    else if (target.kind === 'unknown') unknown.push(bound);
    else byCommand.set(target.command, [...(byCommand.get(target.command) ?? []), bound]);
  }
  for (const list of [any, unknown, ...byCommand.values()])
    list.sort((one, other) => one.order - other.order);
  return new ListenerRegistry({ byCommand, any, unknown }, onFailure);
}

const bind = (
  { name, metadata, call }: DiscoveredListener,
  { onFailure, retry }: ListenerDefaults,
): BoundListener => ({
  name,
  call,
  order: metadata.options.order ?? 0,
  onFailure: metadata.options.onFailure ?? onFailure,
  retry: mergeRetry(retry, metadata.options.retry),
});
