import { mergeRetry } from '../delivery/retry/merge-retry.js';
import type { RetryPolicy } from '../delivery/retry/retry-options.js';
import type { BoundListener } from './bound-listener.js';
import type { DiscoveredListener } from './listener-explorer.js';
import type { FailurePolicy } from './listener-options.js';
import { ListenerRegistry } from './listener-registry.js';

/** The name of a module instance that was given none. */
export const DEFAULT_INSTANCE = 'default';

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
