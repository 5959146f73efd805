import { Command } from '../../contract/commands.js';
import {
  onAfter,
  onBefore,
  type AfterListenerDecorator,
  type BeforeListenerDecorator,
} from '../listener-decorator.js';

/** Decides on `beforeCreateSingleChatConversations`: a `BeforeCreateSingleChatConversationsEvent`. */
export const BeforeCreateSingleChatConversations: BeforeListenerDecorator<
  typeof Command.beforeCreateSingleChatConversations
> = onBefore(Command.beforeCreateSingleChatConversations);

/** Listens to `afterCreateSingleChatConversations`: a `CreateSingleChatConversationsEvent`. */
export const OnCreateSingleChatConversations: AfterListenerDecorator<
  typeof Command.afterCreateSingleChatConversations
> = onAfter(Command.afterCreateSingleChatConversations);

/** Decides on `beforeCreateGroupChatConversations`: a `BeforeCreateGroupChatConversationsEvent`. */
export const BeforeCreateGroupChatConversations: BeforeListenerDecorator<
  typeof Command.beforeCreateGroupChatConversations
> = onBefore(Command.beforeCreateGroupChatConversations);

/** Listens to `afterCreateGroupChatConversations`: a `CreateGroupChatConversationsEvent`. */
export const OnCreateGroupChatConversations: AfterListenerDecorator<
  typeof Command.afterCreateGroupChatConversations
> = onAfter(Command.afterCreateGroupChatConversations);
