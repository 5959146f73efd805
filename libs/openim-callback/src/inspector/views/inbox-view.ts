import { findCommand } from '../../contract/aliases.js';
import type { WaitingEvent } from '../../delivery/inbox.js';
import type { ListenerRegistry } from '../../listeners/listener-registry.js';
import type { InboxView, WaitingRetry } from '../api.js';
import { partsOf, type Inspected } from '../inspected-instances.js';
import type { CallbackKeeper } from '../watch/callback-keeper.js';

/** Waiting events that are looked at. */
const MOST_WAITING = 2000;

/** Lines of each list. */
const MOST_LINES = 100;

/** What an inbox holds. */
export async function inboxView(inspected: Inspected, keeper: CallbackKeeper): Promise<InboxView> {
  const { registry, inbox } = partsOf(inspected);
  const [state, waiting] = await Promise.all([inbox.state(), inbox.waiting?.(MOST_WAITING)]);
  return {
    state,
    backlog: waiting && {
      sampled: waiting.length < state.pending ? waiting.length : undefined,
      ...backlogOf(waiting, registry, keeper),
    },
    rates: inspected.observer.rates.all(),
  };
}

function backlogOf(
  waiting: readonly WaitingEvent[],
  registry: ListenerRegistry,
  keeper: CallbackKeeper,
): Omit<NonNullable<InboxView['backlog']>, 'sampled'> {
  const keys = new Map<string, number>();
  const listeners = new Map<string, number>();
  const retries: WaitingRetry[] = [];
  for (const { id, command, orderingKey, pending } of waiting) {
    if (orderingKey !== undefined) add(keys, orderingKey);
    for (const listener of pending?.map((each) => each.listener) ?? listenersOf(command, registry))
      add(listeners, listener);
    for (const { listener, attempts, dueAt } of pending ?? []) {
      if (attempts === 0) continue;
      const tried = keeper.find(id)?.facts.attempts.findLast((each) => each.listener === listener);
      retries.push({ eventID: id, command, listener, attempts, nextAt: dueAt, error: tried?.error?.message });
    }
  }
  return {
    keys: mostFirst(keys).map(([key, pending]) => ({ key, pending })),
    listeners: mostFirst(listeners).map(([listener, pending]) => ({ listener, pending })),
    retries: retries.sort((one, other) => one.nextAt - other.nextAt).slice(0, MOST_LINES),
  };
}

const listenersOf = (command: string, registry: ListenerRegistry): string[] =>
  registry.observing(findCommand(command)?.definition.command ?? command).map(({ name }) => name);

const add = (counts: Map<string, number>, name: string): void => {
  counts.set(name, (counts.get(name) ?? 0) + 1);
};

const mostFirst = (counts: ReadonlyMap<string, number>): [string, number][] =>
  [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_LINES);
