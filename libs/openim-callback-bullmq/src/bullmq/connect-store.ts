import type { ConnectionWatcher, QueueStore } from '../store/queue-store.js';
import { BullmqStore, type BullmqStoreSettings } from './bullmq-store.js';
import { postgresDriver } from './postgres/postgres-driver.js';
import type { PostgresPlace } from './postgres/postgres-place.js';
import { redisDriver } from './redis/redis-driver.js';
import type { RedisPlace } from './redis/redis-place.js';

/** Where the queues of an inbox are. */
export type StorePlace = RedisPlace | PostgresPlace;

/** Tells whether a server has a queue, without making it. */
export type QueueProbe = (queue: string) => Promise<boolean>;

/**
 * Connects to the store of an inbox, whether it is there or not.
 *
 * @throws {Error} for a missing package, and for options that the store cannot have
 */
export async function connectStore(
  place: StorePlace,
  settings: BullmqStoreSettings,
  watcher: ConnectionWatcher,
): Promise<QueueStore> {
  const driver =
    place.postgres === undefined
      ? await redisDriver(place, settings.lease, watcher)
      : await postgresDriver({ ...settings, postgres: place.postgres }, watcher);
  return new BullmqStore(driver, settings);
}
