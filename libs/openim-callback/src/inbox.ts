/**
 * The entry point `nestjs-openim-callback/inbox`, for those who write an inbox on a storage of their own: the scheduling
 * of deliveries with retries and order per key, rules for options, and the cases that every inbox must pass.
 */
export { type AcceptedEvent, type StoredEvent, type UnusableCallback } from './delivery/accepted-event.js';
export { type DeadLetter, type DeadLetterFilter, type DeadLetters } from './delivery/dead-letters.js';
export { type DeliveryTarget, type FailedAttempt, type Recipient } from './delivery/delivery-target.js';
export { DeliveryEngine, type DeliveryEngineParts, type Turn } from './delivery/engine/delivery-engine.js';
export {
  untried,
  type PendingListener,
  type QueuedEvent,
  type SettledEvent,
} from './delivery/engine/queued-event.js';
export { inboxSuite, type InboxCase, type InboxSuiteOptions } from './delivery/inbox-suite.js';
export {
  InboxFullError,
  type Appended,
  type DrainReport,
  type Inbox,
  type InboxState,
} from './delivery/inbox.js';
export {
  amount,
  count,
  LONGEST_TIMER,
  numberProblems,
  refuseProblems,
} from './delivery/inboxes/option-problems.js';
export { matchesFilter } from './delivery/matches-filter.js';
export { type OpenedDeadLetters } from './delivery/opened-dead-letters.js';
export { unusableLetter } from './delivery/unusable-letter.js';
