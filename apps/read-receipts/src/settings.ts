import { join, resolve } from 'node:path';
import { sqliteInbox, type Inbox } from 'nestjs-openim-callback';
import { bullmqInbox } from 'nestjs-openim-callback-bullmq';

/** The port in the webhooks.yml that OpenIM ships. */
export const DEFAULT_PORT = 10006;

/**
 * The port to listen on.
 *
 * @throws {Error} when the text is no port
 */
export function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, not ${JSON.stringify(text)}`);
  }
  return port;
}

/**
 * The folder the app keeps its files in.
 *
 * @param value the environment variable DATA_DIR. `@default 'data'` in the working directory
 */
export const dataFolder = (value: string | undefined): string => resolve(value || 'data');

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

/** The words in a comma-separated list, trimmed; the defaults when nothing is set, no words when it is empty. */
export function readWords(text: string | undefined, defaults: readonly string[]): readonly string[] {
  if (text === undefined) return defaults;
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
