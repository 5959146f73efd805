import 'reflect-metadata';

export { CallbackValidationPipe } from './module/callback-validation.pipe.js';
export * from './contract/index.js';
export { type AcceptedEvent, type UnusableCallback } from './delivery/accepted-event.js';
export { InboxFullError, type Deliver, type DrainReport, type Inbox } from './delivery/inbox.js';
export { MemoryInbox, memoryInbox, type MemoryInboxOptions } from './delivery/inboxes/memory-inbox.js';
export { type AccessOptions, type BasicCredentials } from './intake/access/access-options.js';
export { type FailureReply } from './intake/failure-answers.js';
export { type CallbackFailure, type Failure, type FailureReason } from './intake/failure.js';
export { type ReceivedCallback } from './intake/received-callback.js';
export { DeadlineError, type ListenerFailure } from './listeners/bound-listener.js';
export { type CallbackContext } from './listeners/callback-context.js';
export { type ConversationKey } from './listeners/conversation-key.js';
export * from './listeners/decorators/index.js';
export {
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
  type ListenerDecorator,
} from './listeners/listener-decorator.js';
export { OPENIM_CALLBACK_CONTEXT } from './listeners/listener-enhancers.js';
export {
  type BeforeListenerOptions,
  type FailurePolicy,
  type ListenerOptions,
} from './listeners/listener-options.js';
export { UnknownCallbackEvent } from './listeners/unknown-callback.event.js';
export { OpenImCallbackModule } from './openim-callback.module.js';
export {
  type Mount,
  type OpenImCallbackAsyncOptions,
  type OpenImCallbackOptions,
  type OpenImCallbackOptionsFactory,
  type OpenImCallbackSettings,
  type OpenImCallbackStaticOptions,
} from './openim-callback.options.js';
export { OpenImCallbackService } from './module/openim-callback.service.js';
export { type CallbackHooks } from './operations/hooks.js';
export * from './replies/index.js';
export { getOpenImCallbackToken, InjectOpenImCallback } from './module/tokens.js';
