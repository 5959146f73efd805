import { readEvent } from '../read-event.js';
import {
  BeforeCreateGroupChatConversationsEvent,
  BeforeCreateSingleChatConversationsEvent,
  CreateGroupChatConversationsEvent,
  CreateSingleChatConversationsEvent,
} from './conversation.events.js';

const options = {
  conversationType: 1,
  recvMsgOpt: 2,
  isPinned: true,
  isPrivateChat: true,
  burnDuration: 30,
  groupAtType: 1,
  attachedInfo: 'a',
  ex: 'e',
};

const snakeCase = {
  conversation_type: 1,
  recv_msg_opt: 2,
  is_pinned: true,
  is_private_chat: true,
  burn_duration: 30,
  group_at_type: 1,
  attached_info: 'a',
  ex: 'e',
  is_marked: true,
};

describe.each([
  [BeforeCreateSingleChatConversationsEvent, 'callbackBeforeCreateSingleChatConversationsCommand'],
  [CreateSingleChatConversationsEvent, 'callbackAfterCreateSingleChatConversationsCommand'],
] as const)(
  '%p',
  (
    type: new () => BeforeCreateSingleChatConversationsEvent | CreateSingleChatConversationsEvent,
    callbackCommand,
  ) => {
    const read = { ...options, callbackCommand, ownerUserID: 'u1', conversationID: 'si_u1_u2', userID: 'u2' };

    it.each([
      ['as OpenIM sends it', { ...options, ownerUserId: 'u1', conversationId: 'si_u1_u2', userId: 'u2' }],
      [
        'as the docs show it',
        { ...snakeCase, owner_user_id: 'u1', conversation_id: 'si_u1_u2', user_id: 'u2' },
      ],
      [
        'as everything else is spelled',
        { ...options, ownerUserID: 'u1', conversationID: 'si_u1_u2', userID: 'u2' },
      ],
    ])('is read %s', (_, sent) => {
      const event = readEvent(type, { callbackCommand, ...sent });

      expect(event).toBeInstanceOf(type);
      expect({ ...event }).toStrictEqual('is_marked' in sent ? { ...read, isMarked: true } : read);
    });
  },
);

describe.each([
  [BeforeCreateGroupChatConversationsEvent, 'callbackBeforeCreateGroupChatConversationsCommand'],
  [CreateGroupChatConversationsEvent, 'callbackAfterCreateGroupChatConversationsCommand'],
] as const)(
  '%p',
  (
    type: new () => BeforeCreateGroupChatConversationsEvent | CreateGroupChatConversationsEvent,
    callbackCommand,
  ) => {
    const ids = { conversationId: 'sg_g1', groupId: 'g1', ownerUserId: '' };

    it.each([
      ['as OpenIM sends it', { ...options, ...ids }],
      ['as the docs show it', { ...snakeCase, conversation_id: 'sg_g1', group_id: 'g1' }],
    ])('is read %s', (_, sent) => {
      const event = readEvent(type, { callbackCommand, ...sent });

      expect(event).toBeInstanceOf(type);
      expect({ ...event }).toStrictEqual({
        ...options,
        callbackCommand,
        ownerUserID: '',
        conversationID: 'sg_g1',
        groupID: 'g1',
        ...('is_marked' in sent && { isMarked: true }),
      });
    });

    it.each([
      [{ isPinned: 1 }, 'isPinned must be a boolean value'],
      [{ isPrivateChat: 'true' }, 'isPrivateChat must be a boolean value'],
      [{ burnDuration: '30' }, 'burnDuration must be an integer number'],
      [{ conversationId: 1 }, 'conversationID must be a string'],
    ])('is turned down with a field of a wrong type: %j', (more, problem) => {
      expect(() => readEvent(type, { ...options, ...ids, ...more })).toThrow(problem);
    });
  },
);
