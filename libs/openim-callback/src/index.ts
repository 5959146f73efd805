import 'reflect-metadata';

export { CallbackValidationPipe } from './module/callback-validation.pipe.js';
export { Command } from './contract/commands.js';
export { type OpenImEvent } from './contract/definition.js';
export { type AnyEvent } from './contract/definitions.js';
export * from './contract/families.js';
export { type BatchOptions } from './delivery/batch-policy.js';
export { type Inbox } from './delivery/inbox.js';
export { memoryInbox } from './delivery/inboxes/memory/memory-inbox.js';
export type { MemoryInboxOptions } from './delivery/inboxes/memory/memory-inbox.js';
export { sqliteInbox } from './delivery/inboxes/sqlite/sqlite-inbox.js';
export { type SqliteInboxOptions } from './delivery/inboxes/sqlite/sqlite-inbox.options.js';
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
export { DeadlineError } from './listeners/bound-listener.js';
export { type BatchContext, type CallbackContext } from './listeners/callback-context.js';
export { type ConversationKey } from './listeners/conversation-key.js';
export * from './listeners/decorators.js';
export {
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
  type EventListenerDecorator,
} from './listeners/listener-decorator.js';
export { OPENIM_CALLBACK_CONTEXT } from './listeners/listener-enhancers.js';
export {
  type AfterListenerOptions,
  type BatchListenerOptions,
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
export { type MessageContent } from './messages/content.js';
export { contentOf, mediaOf, mentionsOf, quotedOf } from './messages/message-parts.js';
export { rewriteTexts, textsOf } from './messages/message-texts.js';
export { describeWebhooks } from './module/describe-webhooks.js';
export { addOpenImCallbacks } from './module/add-open-im-callbacks.js';
export { OpenImCallbackService } from './module/openim-callback.service.js';
export { type WebServer } from './mount/server-settings.js';
export { type ErrorCodeRange } from './replies/error-codes.js';
export { InvalidReplyError } from './replies/invalid-reply.error.js';
export { allow, modify, refuse, Allow, Modify, Refuse, type Reply, type ReplyOf } from './replies/reply.js';
export { getOpenImCallbackToken, InjectOpenImCallback } from './module/tokens.js';
