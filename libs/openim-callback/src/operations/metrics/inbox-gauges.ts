import type * as Prom from 'prom-client';
import type { Registry } from 'prom-client';
import type { InboxState } from '../../delivery/inbox.js';
import { readAtScrape, type GaugeConfig } from './scraped-gauge.js';

const labelNames = ['receiver'];

/** What is told of an inbox, and how it is read off its state. */
const GAUGES: readonly (GaugeConfig & { readonly value: (state: InboxState) => number })[] = [
  {
    name: 'openim_callback_inbox_pending_events',
    help: 'Events that were accepted and are not settled yet.',
    labelNames,
    value: ({ pending }) => pending,
  },
  {
    name: 'openim_callback_inbox_held_events',
    help: 'Events among the pending ones that are only in memory, since the storage fails.',
    labelNames,
    value: ({ held }) => held,
  },
  {
    name: 'openim_callback_inbox_oldest_event_age_seconds',
    help: 'How long ago the oldest pending event was received; 0 when none is pending.',
    labelNames,
    aggregator: 'max',
    value: ({ oldestAge }) => oldestAge / 1000,
  },
  {
    name: 'openim_callback_inbox_healthy',
    help: 'Whether what is accepted is as safe as the inbox promises: 1, or 0 while its storage fails.',
    labelNames,
    aggregator: 'min',
    value: ({ healthy }) => (healthy ? 1 : 0),
  },
  {
    name: 'openim_callback_dead_letters',
    help: 'Events that listeners gave up on, and callbacks that could not be used, as they are kept now.',
    labelNames,
    value: ({ deadLetters }) => deadLetters,
  },
];

/** Shows an inbox in a registry. Returns what ends that. */
export function showInbox(
  prom: typeof Prom,
  registry: Registry,
  receiver: string,
  state: () => InboxState | Promise<InboxState>,
): () => void {
  const shared = oncePerScrape(state);
  const ends = GAUGES.map(({ value, ...config }) =>
    readAtScrape(prom, registry, config, async (gauge) => {
      const current = await shared();
      if (current) gauge.set({ receiver }, value(current));
    }),
  );
  return () => ends.forEach((end) => end());
}

/** All gauges of a scrape are read at once, and the state is asked for once. Without one there are no series. */
function oncePerScrape(state: () => InboxState | Promise<InboxState>): () => Promise<InboxState | undefined> {
  let asked: Promise<InboxState | undefined> | undefined;
  const ask = async (): Promise<InboxState | undefined> => {
    try {
      return await state();
    } catch {
      return undefined;
    } finally {
      asked = undefined;
    }
  };
  return () => (asked ??= ask());
}
