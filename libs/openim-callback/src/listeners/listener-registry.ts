import { allDefinitions, findDefinition } from '../contract/definitions.js';
import { batchPolicy } from '../delivery/batch-policy.js';
import { mergeRetry, type RetryPolicy } from '../delivery/retry/retry-policy.js';
import type { Around, BoundListener } from './bound-listener.js';
import { bindFilter } from './event-filter.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { Subscription } from './listener-metadata.js';
import { DEFAULT_INSTANCE, type FailurePolicy } from './listener-options.js';

/** What holds for listeners that do not say otherwise. */
export interface ListenerDefaults {
  readonly onFailure: FailurePolicy;
  readonly retry: RetryPolicy;
}

interface SubscribedListener {
  readonly target: Subscription;
  readonly listener: BoundListener;
}

type ByCommand = ReadonlyMap<string, readonly BoundListener[]>;

const NONE: readonly BoundListener[] = [];

/** The listeners of one module instance, resolved when they are known and looked up once a callback. */
export class ListenerRegistry {
  /** Whether there is a listener that does not want everything. */
  hasFilters = false;
  /** The most events that one of them takes together; 1 when all take one at a time. */
  largestBatch = 1;
  private listeners: readonly SubscribedListener[] = [];
  private byCommand: ByCommand = new Map();
  private observers: ByCommand = new Map();
  private unknown = NONE;
  private wrap: Around = (_, call) => call;

  constructor(
    private readonly instance: string,
    private readonly defaults: ListenerDefaults,
  ) {}

  /** Takes in those that are the instance's, and gives them. Those that are there already stay the same objects. */
  join(discovered: readonly DiscoveredListener[]): readonly BoundListener[] {
    const own = discovered.filter(
      ({ metadata: { options } }) => (options.instance ?? DEFAULT_INSTANCE) === this.instance,
    );
    const joining = own.map((each) => ({
      target: each.metadata.target,
      listener: this.wrapped(bind(each, this.defaults)),
    }));
    this.resolve([...this.listeners, ...joining]);
    return joining.map(({ listener }) => listener);
  }

  /** Puts something around each listener, those that join later too. To be done before any is looked up. */
  around(wrap: Around): void {
    this.wrap = wrap;
    this.resolve(this.listeners.map((each) => ({ ...each, listener: this.wrapped(each.listener) })));
  }

  /** The listeners that decide on a before command, in order. */
  deciding(command: string): readonly BoundListener[] {
    return this.byCommand.get(command) ?? NONE;
  }

  /** The listeners that an event is delivered to: of before events only the observers of everything. */
  observing(command: string): readonly BoundListener[] {
    return this.observers.get(command) ?? this.unknown;
  }

  /** Whether anybody listens to a command, by its name or to everything. */
  hears(command: string): boolean {
    return this.observing(command).length > 0 || this.deciding(command).length > 0;
  }

  /** The listeners that do not want everything. */
  filtered(): readonly BoundListener[] {
    return this.listeners.flatMap(({ listener }) => (listener.filter ? [listener] : []));
  }

  /** The names of all listeners, each once. */
  names(): string[] {
    return [...new Set(this.listeners.map(({ listener }) => listener.name))];
  }

  /** The listeners that take several events at once. */
  batched(): readonly BoundListener[] {
    return this.listeners.flatMap(({ listener }) => (listener.batch ? [listener] : []));
  }

  /** The commands that listeners name, in wire names. */
  named(): string[] {
    return [...this.byCommand.keys()];
  }

  /** The commands that somebody listens to, in wire names. */
  commands(): string[] {
    const hearsAll = this.listeners.some(({ target }) => target.kind === 'any');
    return hearsAll ? [...this.observers.keys()] : this.named();
  }

  /**
   * The answer to a callback that nobody could look at: refuse if one of the command's listeners would, allow if
   * all of them would or there is none, the module's policy if the command is not known.
   */
  policyFor(command: string | undefined): FailurePolicy {
    if (command === undefined || !findDefinition(command)) return this.defaults.onFailure;
    return this.deciding(command).some((each) => each.onFailure === 'refuse') ? 'refuse' : 'allow';
  }

  private wrapped(listener: BoundListener): BoundListener {
    const { wrap } = this;
    const { call, batch } = listener;
    const wrappedBatch = batch && { ...batch, call: wrap(listener, batch.call) };
    return { ...listener, call: wrap(listener, call), ...(wrappedBatch && { batch: wrappedBatch }) };
  }

  private resolve(listeners: readonly SubscribedListener[]): void {
    const those = (wanted: (target: Subscription) => boolean): readonly BoundListener[] =>
      listeners
        .flatMap(({ target, listener }) => (wanted(target) ? [listener] : []))
        .sort((one, other) => one.order - other.order);
    const names = (target: Subscription, command: string): boolean =>
      target.kind === 'command' && target.command === command;
    const commands = listeners.flatMap(({ target }) => (target.kind === 'command' ? [target.command] : []));
    this.listeners = listeners;
    this.hasFilters = listeners.some(({ listener }) => listener.filter !== undefined);
    this.largestBatch = Math.max(1, ...listeners.map(({ listener }) => listener.batch?.size ?? 1));
    this.byCommand = new Map(commands.map((each) => [each, those((target) => names(target, each))]));
    this.unknown = those(({ kind }) => kind === 'unknown');
    this.observers = new Map(
      allDefinitions().map(({ command, phase }) => [
        command,
        those((target) => target.kind === 'any' || (phase === 'after' && names(target, command))),
      ]),
    );
  }
}

/** The listeners of one module instance. */
export function bindListeners(
  discovered: readonly DiscoveredListener[],
  instance: string,
  defaults: ListenerDefaults,
): ListenerRegistry {
  const registry = new ListenerRegistry(instance, defaults);
  registry.join(discovered);
  return registry;
}

const bind = (
  { name, metadata: { options }, call, callBatch }: DiscoveredListener,
  { onFailure, retry }: ListenerDefaults,
): BoundListener => ({
  name,
  call,
  order: options.order ?? 0,
  onFailure: options.onFailure ?? onFailure,
  retry: mergeRetry(retry, options.retry),
  ...(options.where === undefined ? {} : { filter: bindFilter(options.where) }),
  ...(options.batch && callBatch && { batch: { ...batchPolicy(options.batch), call: callBatch } }),
});
