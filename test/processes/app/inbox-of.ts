import { bullmqInbox } from '../../../libs/openim-callback-bullmq/src/index.js';
import { sqliteInbox, type Inbox } from '../../../libs/openim-callback/src/index.js';
import type { AppOptions } from './app-options.js';

/** The inbox that the options ask for. */
export function inboxOf({ file, store, lease, concurrency, lookAhead }: AppOptions): Inbox {
  const common = {
    ...(lease === undefined ? {} : { lease }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
  if (!store) return sqliteInbox({ file, ...common, ...(lookAhead === undefined ? {} : { lookAhead }) });
  return bullmqInbox({
    ...store.place,
    ...common,
    // The traffic of a campaign is as fast as the machine: in a minute it makes more than the default lets in.
    ...(store.spill ? { spill: sqliteInbox({ file, concurrency: 256 }), maxSpilled: 1_000_000 } : {}),
  });
}
