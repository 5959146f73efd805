import { loadPeer } from 'nestjs-openim-callback/inbox';
import { HAS_QUEUE, HAS_TABLES } from './postgres-statements.js';
import type { QueueProbe } from '../connect-store.js';

/** Where to look. */
export interface PostgresProbePlace {
  readonly postgres: string;
  /** Milliseconds to wait for a connection, and for an answer. */
  readonly timeout: number;
}

/**
 * Looks at the queues in a PostgreSQL for some work.
 *
 * @throws {Error} when PostgreSQL cannot be reached, and for packages that are not installed
 */
export async function probePostgres(
  { postgres, timeout }: PostgresProbePlace,
  work: (has: QueueProbe) => Promise<void>,
): Promise<void> {
  const { default: pg } = await loadPeer('pg', 'bullmqInbox', () => import('pg'), 'bullmq pg');
  const client = new pg.Client({
    connectionString: postgres,
    connectionTimeoutMillis: timeout,
    query_timeout: timeout,
  });
  // What fails of it is told by its calls.
  client.on('error', () => undefined);
  const asks = async (statement: string, values: readonly string[] = []): Promise<boolean> =>
    (await client.query<{ yes: boolean }>(statement, [...values])).rows[0]?.yes === true;
  try {
    await client.connect();
    const hasTables = await asks(HAS_TABLES);
    await work(async (queue) => hasTables && (await asks(HAS_QUEUE, [queue])));
  } finally {
    await client.end();
  }
}
