import type { PostgresPlace, RedisPlace } from 'nestjs-openim-callback-bullmq';
import { PostgresServer } from './postgres-server.js';
import { RedisServer } from './redis-server.js';

/** A server that holds queues, on a free port and with a folder of its own. */
export interface StoreServer {
  readonly port: number;
  /** Where it is, for the inbox. */
  readonly place: RedisPlace | PostgresPlace;
  /** Starts it again, on what it has stored. */
  begin(): Promise<void>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Holds it up: it takes connections and answers nothing. */
  freeze(): void;
  /** Lets it go on. */
  thaw(): void;
  /** Ends it and removes what it has stored. */
  stop(): Promise<void>;
}

/** Those that BullMQ can use, by name: how each is started, durable unless its settings say otherwise. */
export const STORES: readonly [string, { start(...settings: string[]): Promise<StoreServer> }][] = [
  ['Redis', RedisServer],
  ['PostgreSQL', PostgresServer],
];
