import 'reflect-metadata';

export { CallbackValidationPipe } from './module/callback-validation.pipe.js';
export * from './contract/index.js';
export { type DeadLetter, type DeadLetterFilter, type DeadLetters } from './delivery/dead-letters.js';
export { type Inbox, type InboxState } from './delivery/inbox.js';
export { memoryInbox } from './delivery/inboxes/memory/memory-inbox.js';
export type { MemoryInboxOptions } from './delivery/inboxes/memory/memory-inbox.js';
export { sqliteInbox } from './delivery/inboxes/sqlite/sqlite-inbox.js';
export { type SqliteInboxOptions } from './delivery/inboxes/sqlite/sqlite-inbox.options.js';
export { type SqliteDriver } from './delivery/inboxes/sqlite/database/sqlite-driver.js';
export {
  AttemptTimeoutError,
  NonRetriableError,
  ProcessEndedError,
  RetryAfterError,
} from './delivery/retry/retry-errors.js';
export { type RetryOptions, type RetryPolicy } from './delivery/retry/retry-policy.js';
export {
  type NonceStore,
  type SignatureAlgorithm,
  type SignatureEncoding,
  type SignatureOptions,
} from './intake/access/signature-options.js';
export { type AccessOptions, type BasicCredentials } from './intake/access/access-options.js';
export { type FailureReply } from './intake/failure-answers.js';
export { type CallbackFailure, type Failure, type FailureReason } from './intake/failure.js';
export { type ReceivedCallback } from './intake/intake-parts.js';
export { DeadlineError, type ListenerFailure } from './listeners/bound-listener.js';
export { type CallbackContext } from './listeners/callback-context.js';
export { type ConversationKey } from './listeners/conversation-key.js';
export * from './listeners/decorators.js';
export {
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
  type ListenerDecorator,
} from './listeners/listener-decorator.js';
export { OPENIM_CALLBACK_CONTEXT } from './listeners/listener-enhancers.js';
export {
  type AfterListenerOptions,
  type BeforeListenerOptions,
  type FailurePolicy,
  type ListenerOptions,
} from './listeners/listener-options.js';
export { UnknownCallbackEvent } from './listeners/unknown-callback.event.js';
export { OpenImCallbackModule } from './openim-callback.module.js';
export {
  type Mount,
  type OpenImCallbackAsyncOptions,
  type OpenImCallbackFactorySettings,
  type OpenImCallbackOptions,
  type OpenImCallbackOptionsFactory,
  type OpenImCallbackSettings,
  type OpenImCallbackStaticOptions,
} from './openim-callback.options.js';
export type * from './messages/content.js';
export {
  contentOf,
  mediaOf,
  mentionsOf,
  quotedOf,
  type Media,
  type Mentions,
} from './messages/message-parts.js';
export { type MessageLike, type MessageSource } from './messages/message-source.js';
export { rewriteTexts, textsOf, type MessageTexts } from './messages/message-texts.js';
export { describeWebhooks } from './module/describe-webhooks.js';
export { addOpenImCallbacks, type OpenApiDocument } from './module/add-open-im-callbacks.js';
export { OpenImCallbackService } from './module/openim-callback.service.js';
export { type WebServer } from './mount/server-settings.js';
export { type DiagnosisReport, type SourceReport } from './operations/diagnosis/diagnosis-report.js';
export { type Traffic } from './operations/diagnosis/diagnosis-report.js';
export { type CallbackHooks } from './operations/callback-reporter.js';
export { type Health, type HealthLimits } from './operations/health/health.js';
export { type MetricsOptions, type MetricsRegistry } from './operations/metrics/start-metrics.js';
export { type ErrorCodeRange } from './replies/error-codes.js';
export { InvalidReplyError } from './replies/invalid-reply.error.js';
export { allow, modify, refuse, Allow, Modify, Refuse, type Reply, type ReplyOf } from './replies/reply.js';
export { getOpenImCallbackToken, InjectOpenImCallback } from './module/tokens.js';
