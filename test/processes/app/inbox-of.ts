import { bullmqInbox } from '../../../libs/openim-callback/src/bullmq.js';
import { sqliteInbox, type Inbox } from '../../../libs/openim-callback/src/index.js';
import type { AppOptions } from './app-options.js';

/** The inbox that the options ask for. */
export function inboxOf({ file, redis, lease, concurrency, window }: AppOptions): Inbox {
  const common = {
    ...(lease === undefined ? {} : { lease }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
  if (!redis) return sqliteInbox({ file, ...common, ...(window === undefined ? {} : { window }) });
  return bullmqInbox({
    connection: { port: redis.port },
    ...common,
    ...(redis.spill ? { spill: sqliteInbox({ file, concurrency: 256 }) } : {}),
  });
}
