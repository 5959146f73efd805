import { join } from 'node:path';
import { sqliteInbox, type Inbox } from 'nestjs-openim-callback';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';
import { dataFolder } from './data-folder.js';

/** The environment that says where events are kept. */
export interface InboxEnvironment {
  /** A Redis, for several replicas. `@default` none: a file of this machine */
  readonly REDIS_URL?: string;
  readonly DATA_DIR?: string;
}

/** The inbox: in Redis when there is one, else in a file. */
export const inboxOf = ({ REDIS_URL, DATA_DIR }: InboxEnvironment): Inbox =>
  REDIS_URL
    ? bullmqInbox({ connection: REDIS_URL, strict: true })
    : // After a kill the next process waits this long for the dead one's share: short, for trying it out.
      sqliteInbox({ file: join(dataFolder(DATA_DIR), 'inbox.db'), lease: 3000 });
