import { cast, type Example, type Examples } from './cast.js';

const settings: Example = {
  recvMsgOpt: 0,
  isPinned: false,
  isPrivateChat: false,
  burnDuration: 0,
  groupAtType: 0,
  attachedInfo: '',
  ex: '',
};

function single(callbackCommand: string): Example {
  return {
    callbackCommand,
    ownerUserId: cast.alice,
    conversationId: cast.singleConversation,
    conversationType: 1,
    userId: cast.bob,
    ...settings,
  };
}

// The owner is never filled here, and the list of users is not in the body.
function group(callbackCommand: string): Example {
  return {
    callbackCommand,
    ownerUserId: '',
    conversationId: cast.groupConversation,
    conversationType: 3,
    groupId: cast.group,
    ...settings,
  };
}

/** Bodies of the conversation family: small d in `ownerUserId`, `conversationId`, `userId`, `groupId`. */
export const conversationExamples: Examples = {
  callbackBeforeCreateSingleChatConversationsCommand: single(
    'callbackBeforeCreateSingleChatConversationsCommand',
  ),
  callbackAfterCreateSingleChatConversationsCommand: single(
    'callbackAfterCreateSingleChatConversationsCommand',
  ),
  callbackBeforeCreateGroupChatConversationsCommand: group(
    'callbackBeforeCreateGroupChatConversationsCommand',
  ),
  callbackAfterCreateGroupChatConversationsCommand: group('callbackAfterCreateGroupChatConversationsCommand'),
};
