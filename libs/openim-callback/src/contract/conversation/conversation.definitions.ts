import { Command } from '../commands.js';
import { after, before } from '../definition.js';
import { idempotencyKey } from '../event-keys.js';
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
      'before the conversations of the first message of a single or notification chat are stored (CreateSingleChatConversations RPC, called by openim-msgtransfer)',
    since: 'main',
    released: false,
    orderingKey: (event) => event.conversationID,
    idempotencyKey: (event) => idempotencyKey(event.conversationID, event.ownerUserID),
  }),
  afterCreateSingleChatConversations: after({
    command: Command.afterCreateSingleChatConversations,
    key: 'afterCreateSingleChatConversations',
    event: CreateSingleChatConversationsEvent,
    service: 'openim-rpc-conversation',
    trigger:
      'after each conversation of the first message of a single or notification chat was stored, even when storing it failed (CreateSingleChatConversations RPC, called by openim-msgtransfer)',
    since: 'main',
    released: false,
    orderingKey: (event) => event.conversationID,
    idempotencyKey: (event) => idempotencyKey(event.conversationID, event.ownerUserID),
  }),
  beforeCreateGroupChatConversations: before({
    command: Command.beforeCreateGroupChatConversations,
    key: 'beforeCreateGroupChatConversations',
    event: BeforeCreateGroupChatConversationsEvent,
    reply: BeforeCreateGroupChatConversationsReply,
    service: 'openim-rpc-conversation',
    trigger:
      'before the conversations of a group are stored: on its first message (called by openim-msgtransfer) and on every join, invitation and approval (called by openim-rpc-group; CreateGroupChatConversations RPC)',
    since: 'main',
    released: false,
    orderingKey: (event) => event.conversationID,
  }),
  afterCreateGroupChatConversations: after({
    command: Command.afterCreateGroupChatConversations,
    key: 'afterCreateGroupChatConversations',
    event: CreateGroupChatConversationsEvent,
    service: 'openim-rpc-conversation',
    trigger:
      'after the conversations of a group were stored: on its first message (called by openim-msgtransfer) and on every join, invitation and approval (called by openim-rpc-group; CreateGroupChatConversations RPC)',
    since: 'main',
    released: false,
    orderingKey: (event) => event.conversationID,
  }),
};
