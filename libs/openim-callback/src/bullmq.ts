/**
 * The entry point `nestjs-openim-callback/bullmq`: the inbox for several replicas, on BullMQ in Redis.
 */
export { BullmqInbox, bullmqInbox } from './delivery/inboxes/bullmq/bullmq-inbox.js';
export {
  type BullmqInboxOptions,
  type RedisOptions,
} from './delivery/inboxes/bullmq/bullmq-inbox.options.js';
