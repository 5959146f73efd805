/**
 * The entry point `nestjs-openim-callback/inbox`, for those who write an inbox on a storage of their own: the scheduling
 * of deliveries with retries and order per key, rules for options, and the cases that every inbox must pass.
 */
export { type AcceptedEvent, type StoredEvent, type UnusableCallback } from './delivery/accepted-event.js';
export { type BatchPolicy } from './delivery/batch-policy.js';
export {
  matchesFilter,
  undeliveredLetter,
  unusableLetter,
  type DeadLetter,
  type DeadLetterFilter,
  type DeadLetters,
  type Fate,
  type OpenedDeadLetters,
} from './delivery/dead-letters.js';
export {
  type BatchedEvent,
  type DeliveryTarget,
  type FailedAttempt,
  type Recipient,
} from './delivery/delivery-target.js';
export {
  amount,
  count,
  LONGEST_TIMER,
  numberProblems,
  refuseProblems,
  roleProblems,
  type NumberRule,
} from './delivery/inbox-options.js';
export { unknownNames } from './delivery/option-names.js';
export { type EventStorage, type KeptEvent, type LetterStorage } from './delivery/event-storage.js';
export { inboxSuite, type InboxCase, type InboxSuiteOptions } from './delivery/inbox-suite.js';
export {
  delivers,
  InboxFullError,
  InboxInUseError,
  SingleUse,
  type Appended,
  type DrainReport,
  type Inbox,
  type InboxRole,
  type InboxState,
  type StartOptions,
  type WaitingEvent,
} from './delivery/inbox.js';
export { MemoryInbox } from './delivery/inboxes/memory/memory-inbox.js';
export { SqliteInbox } from './delivery/inboxes/sqlite/sqlite-inbox.js';
export { UnusableStorageError } from './delivery/inboxes/sqlite/database/storage-problem.js';
export { type SignalSource } from './delivery/lazy-signal.js';
export { loadPeer } from './delivery/load-peer.js';
export { type RetryPolicy } from './delivery/retry/retry-policy.js';
export { ScheduledInbox, type ScheduledInboxOptions } from './delivery/scheduled-inbox.js';
export { DeliveryScheduler, type DeliverySchedulerParts } from './delivery/scheduler/delivery-scheduler.js';
export {
  untried,
  type PendingListener,
  type QueuedEvent,
  type SettledEvent,
  type Settlement,
  type Turn,
} from './delivery/scheduler/queued-event.js';
