import { after, before } from './wire-command.js';
import type { WireType } from './wire-type.js';
import { whenNotNull } from './wire-type.js';

const conversationReply: Readonly<Record<string, WireType>> = {
  recvMsgOpt: whenNotNull('*int32'),
  isPinned: whenNotNull('*bool'),
  isPrivateChat: whenNotNull('*bool'),
  burnDuration: whenNotNull('*int32'),
  groupAtType: whenNotNull('*int32'),
  attachedInfo: whenNotNull('*string'),
  ex: whenNotNull('*string'),
};

/** Conversation rows: rpc-conversation. On the main branch only. */
export const conversationCommands = [
  before(
    'callbackBeforeCreateSingleChatConversationsCommand',
    'beforeCreateSingleChatConversations',
    'main',
    {
      refusalSeenBy: 'nobody',
      reply: conversationReply,
    },
  ),
  after('callbackAfterCreateSingleChatConversationsCommand', 'afterCreateSingleChatConversations', 'main'),
  // A direct join shows the refusal to its REST caller; invitations and first messages show it to nobody.
  before('callbackBeforeCreateGroupChatConversationsCommand', 'beforeCreateGroupChatConversations', 'main', {
    refusalSeenBy: 'caller',
    reply: conversationReply,
  }),
  after('callbackAfterCreateGroupChatConversationsCommand', 'afterCreateGroupChatConversations', 'main'),
];
