import type { PgPoolConfig } from 'bullmq';

/**
 * Where PostgreSQL is: a url, or the options of a pool of pg. `max` (5) is of each of two pools; one connection more
 * listens, so that it must not go through a pooler that shares connections between transactions.
 */
export type PostgresOptions = string | PgPoolConfig;

/** An inbox on PostgreSQL, in BullMQ's schema `bullmq`, which is made unless it is there. */
export interface PostgresPlace {
  readonly postgres: PostgresOptions;
  readonly connection?: undefined;
  readonly prefix?: undefined;
}
