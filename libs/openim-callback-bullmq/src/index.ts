/** The inbox for several replicas, on BullMQ in Redis or PostgreSQL. */
export { BullmqInbox, bullmqInbox, type SharedInbox } from './bullmq-inbox.js';
export { type BullmqInboxOptions, type BullmqInboxTuning } from './bullmq-inbox.options.js';
export { type PostgresOptions, type PostgresPlace } from './bullmq/postgres/postgres-place.js';
export { type RedisClient, type RedisOptions, type RedisPlace } from './bullmq/redis/redis-place.js';
