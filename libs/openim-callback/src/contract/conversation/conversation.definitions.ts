import { Command } from '../commands.js';
import { after, before } from '../definition.js';
import {
  BeforeCreateSingleChatConversationsEvent,
  CreateSingleChatConversationsEvent,
  BeforeCreateGroupChatConversationsEvent,
  CreateGroupChatConversationsEvent,
} from './conversation.events.js';
import {
  BeforeCreateSingleChatConversationsReply,
  BeforeCreateGroupChatConversationsReply,
} from './conversation.replies.js';

/** The conversation commands. */
export const conversationDefinitions = {
  beforeCreateSingleChatConversations: before({
    command: Command.beforeCreateSingleChatConversations,
    key: 'beforeCreateSingleChatConversations',
    event: BeforeCreateSingleChatConversationsEvent,
    reply: BeforeCreateSingleChatConversationsReply,
    service: 'openim-rpc-conversation',
    trigger:
      'CreateSingleChatConversations RPC, called by msgtransfer for the first message of a single (type 1) or notification (type 4) conversation',
    since: 'main',
    orderingKey: (event) => event.conversationID,
    idempotencyKey: (event) => `${event.conversationID}:${event.ownerUserID}`,
  }),
  afterCreateSingleChatConversations: after({
    command: Command.afterCreateSingleChatConversations,
    key: 'afterCreateSingleChatConversations',
    event: CreateSingleChatConversationsEvent,
    service: 'openim-rpc-conversation',
    trigger: 'as above, after each of the two rows; sent even when the insert failed',
    since: 'main',
    orderingKey: (event) => event.conversationID,
    idempotencyKey: (event) => `${event.conversationID}:${event.ownerUserID}`,
  }),
  beforeCreateGroupChatConversations: before({
    command: Command.beforeCreateGroupChatConversations,
    key: 'beforeCreateGroupChatConversations',
    event: BeforeCreateGroupChatConversationsEvent,
    reply: BeforeCreateGroupChatConversationsReply,
    service: 'openim-rpc-conversation',
    trigger:
      'CreateGroupChatConversations RPC: first group message (msgtransfer), every join, invitation and approval (group rpc)',
    since: 'main',
    orderingKey: (event) => event.conversationID,
  }),
  afterCreateGroupChatConversations: after({
    command: Command.afterCreateGroupChatConversations,
    key: 'afterCreateGroupChatConversations',
    event: CreateGroupChatConversationsEvent,
    service: 'openim-rpc-conversation',
    trigger: 'as above, done',
    since: 'main',
    orderingKey: (event) => event.conversationID,
  }),
};
