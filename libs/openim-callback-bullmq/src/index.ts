/** The inbox for several replicas, on BullMQ in Redis or PostgreSQL. */
export { BullmqInbox, bullmqInbox } from './bullmq-inbox.js';
export {
  type BullmqInboxOptions,
  type BullmqInboxTuning,
  type PostgresOptions,
  type PostgresPlace,
  type RedisOptions,
  type RedisPlace,
} from './bullmq-inbox.options.js';
