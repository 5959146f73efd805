/**
 * The entry point `nestjs-openim-callback/bullmq`: the inbox for several replicas, on BullMQ in Redis or PostgreSQL.
 */
export { BullmqInbox, bullmqInbox } from './delivery/inboxes/bullmq/bullmq-inbox.js';
export {
  type BullmqInboxOptions,
  type BullmqInboxTuning,
  type PostgresOptions,
  type PostgresPlace,
  type RedisOptions,
  type RedisPlace,
} from './delivery/inboxes/bullmq/bullmq-inbox.options.js';
