import { Command, type CommandKey } from './commands.js';
import { allDefinitions, findDefinition, readEvent } from './index.js';

/** One body for all commands: everybody and everything has one id. */
const body = {
  sendID: 'u9',
  recvID: 'u10',
  groupID: 'g1',
  groupId: 'g1',
  clientMsgID: 'c1',
  serverMsgID: 's1',
  conversationID: 'si_a_b',
  conversationId: 'sg_g1',
  seq: 42,
  userID: 'u1',
  userIDList: ['u1', 'u2'],
  fromUserID: 'u9',
  toUserID: 'u10',
  ownerUserID: 'u9',
  friendUserID: 'u10',
  blackUserID: 'u10',
  users: [{ userID: 'u1' }, { userID: 'u2' }],
};

/** Key, ordering key, idempotency key. */
const keys: readonly (readonly [CommandKey, string, string | undefined])[] = [
  ['beforeSendSingleMsg', 'si_u10_u9', 'c1'],
  ['afterSendSingleMsg', 'si_u10_u9', 's1'],
  ['beforeSendGroupMsg', 'sg_g1', 'c1'],
  ['afterSendGroupMsg', 'sg_g1', 's1'],
  ['beforeMsgModify', 'user:u9', 'c1'],
  ['afterMsgSaveDB', 'sg_g1', 's1'],
  ['afterGroupMsgRead', 'user:u9', undefined],
  ['afterSingleMsgRead', 'si_a_b', undefined],
  ['afterRevokeMsg', 'si_a_b', 'si_a_b:42'],
  ['afterUserOnline', 'user:u1', undefined],
  ['afterUserOffline', 'user:u1', undefined],
  ['afterUserKickOff', 'user:u1', undefined],
  ['beforeOfflinePush', 'sg_g1', 'c1:u1:u2'],
  ['beforeOnlinePush', 'sg_g1', 'c1'],
  ['beforeGroupOnlinePush', 'sg_g1', 'c1'],
  ['beforeAddFriend', 'pair:u10:u9', undefined],
  ['afterAddFriend', 'pair:u10:u9', undefined],
  ['beforeAddFriendAgree', 'pair:u10:u9', undefined],
  ['afterAddFriendAgree', 'pair:u10:u9', undefined],
  ['afterDeleteFriend', 'pair:u10:u9', undefined],
  ['beforeImportFriends', 'user:u9', undefined],
  ['afterImportFriends', 'user:u9', undefined],
  ['beforeSetFriendRemark', 'pair:u10:u9', undefined],
  ['afterSetFriendRemark', 'pair:u10:u9', undefined],
  ['beforeAddBlack', 'pair:u10:u9', undefined],
  ['afterRemoveBlack', 'pair:u10:u9', undefined],
  ['beforeCreateGroup', 'sg_g1', undefined],
  ['afterCreateGroup', 'sg_g1', 'g1'],
  ['beforeMemberJoinGroup', 'sg_g1', undefined],
  ['beforeInviteUserToGroup', 'sg_g1', undefined],
  ['beforeApplyJoinGroup', 'sg_g1', undefined],
  ['afterJoinGroup', 'sg_g1', undefined],
  ['afterQuitGroup', 'sg_g1', undefined],
  ['afterKickGroupMember', 'sg_g1', undefined],
  ['afterDismissGroup', 'sg_g1', 'g1'],
  ['afterTransferGroupOwner', 'sg_g1', undefined],
  ['beforeSetGroupMemberInfo', 'sg_g1', undefined],
  ['afterSetGroupMemberInfo', 'sg_g1', undefined],
  ['beforeSetGroupInfo', 'sg_g1', undefined],
  ['afterSetGroupInfo', 'sg_g1', undefined],
  ['beforeSetGroupInfoEx', 'sg_g1', undefined],
  ['afterSetGroupInfoEx', 'sg_g1', undefined],
  ['beforeUserRegister', 'user:u1', undefined],
  ['afterUserRegister', 'user:u1', 'u1:u2'],
  ['beforeUpdateUserInfo', 'user:u1', undefined],
  ['afterUpdateUserInfo', 'user:u1', undefined],
  ['beforeUpdateUserInfoEx', 'user:u1', undefined],
  ['afterUpdateUserInfoEx', 'user:u1', undefined],
  ['beforeCreateSingleChatConversations', 'sg_g1', 'sg_g1:u9'],
  ['afterCreateSingleChatConversations', 'sg_g1', 'sg_g1:u9'],
  ['beforeCreateGroupChatConversations', 'sg_g1', undefined],
  ['afterCreateGroupChatConversations', 'sg_g1', undefined],
];

function keysOf(key: CommandKey, sent: Record<string, unknown>): (string | undefined)[] {
  const definition = findDefinition(Command[key]);
  if (!definition) throw new Error(`no definition of ${key}`);
  const event = readEvent(definition.event, sent);
  return [definition.orderingKey?.(event), definition.idempotencyKey?.(event)];
}

describe('the keys of an event', () => {
  it.each(keys)('of %s', (key, orderingKey, idempotencyKey) => {
    expect(keysOf(key, body)).toEqual([orderingKey, idempotencyKey]);
  });

  it('are pinned for all commands', () => {
    expect(keys.map(([key]) => key).toSorted()).toEqual(
      allDefinitions()
        .map((each) => each.key)
        .toSorted(),
    );
  });

  it.each(keys)('of %s tell nothing apart when its ids are missing', (key) => {
    expect(keysOf(key, {})[1]).toBeUndefined();
  });

  it('put a message, its revocation and its read receipts in one order', () => {
    const conversationID = 'si_u1_u2';
    expect(keysOf('afterSendSingleMsg', { sendID: 'u2', recvID: 'u1' })[0]).toBe(conversationID);
    expect(keysOf('afterMsgSaveDB', { sendID: 'u1', recvID: 'u2', groupID: '' })[0]).toBe(conversationID);
    expect(keysOf('afterRevokeMsg', { conversationID, seq: 1 })[0]).toBe(conversationID);
    expect(keysOf('afterSingleMsgRead', { conversationID })[0]).toBe(conversationID);
  });

  it('put pushes of single chats in order by their sender', () => {
    expect(keysOf('beforeOfflinePush', { sendID: 'u1', groupID: '' })[0]).toBe('user:u1');
    expect(keysOf('beforeOnlinePush', { sendID: 'u1', groupID: '' })[0]).toBe('user:u1');
  });

  it('put nothing in order that names nobody', () => {
    expect(keysOf('beforeCreateGroup', { groupID: '' })[0]).toBeUndefined();
    expect(keysOf('afterUserRegister', { users: [] })[0]).toBeUndefined();
  });
});
