import type { PostgresPlace, RedisPlace } from '../../../libs/openim-callback-bullmq/src/index.js';

/** How an app of these tests is started; given to it as JSON in the environment. */
export interface AppOptions {
  /** Its name in the journal. */
  readonly name: string;
  /** The inbox file. */
  readonly file: string;
  /** Where it notes what its listeners get. */
  readonly journal: string;
  /** The server that holds the inbox instead of the file. @default none */
  readonly store?: StoreOfApp;
  /** The port it listens on. @default a free one */
  readonly port?: number;
  /** Lets in only what is signed with it, by HMAC-SHA256. The store that replicas share remembers what was used. @default none */
  readonly signatureKey?: string;
  /** The HTTP framework. @default 'express' */
  readonly framework?: 'express' | 'fastify';
  /** How callbacks reach the module. @default 'direct' */
  readonly mount?: 'controller' | 'direct';
  readonly lease?: number;
  readonly concurrency?: number;
  readonly lookAhead?: number;
  /** Milliseconds a listener works on an event; 0 for none, not even a turn of the event loop. @default 0 */
  readonly work?: number;
  /** Every so many numbers an event fails on its first attempt. @default none do */
  readonly failEvery?: number;
  /** @default the module's */
  readonly maxAttempts?: number;
  /** Milliseconds until a second attempt. @default 20 */
  readonly minDelay?: number;
  /** Milliseconds for which it goes on when it is told to end. @default the module's */
  readonly shutdownDelay?: number;
  /** Milliseconds that it waits for listeners when it is told to end. @default the module's */
  readonly shutdownTimeout?: number;
  /** Where a listener inserts what it gets in batches, in place of the listeners that note it. @default none does */
  readonly rows?: RowsPlace;
  /** Makes listeners take the events they gave up on; by being there. @default none */
  readonly mended?: string;
}

/** The variable of the environment that holds them. */
export const APP_OPTIONS = 'APP_OPTIONS';

/** A database for rows: the address of a PostgreSQL, or the file of an SQLite. */
export type RowsPlace = { readonly postgres: string } | { readonly sqlite: string };

/** An inbox of several replicas. */
export interface StoreOfApp {
  readonly place: RedisPlace | PostgresPlace;
  /** Whether the inbox file is its spill. */
  readonly spill: boolean;
}
