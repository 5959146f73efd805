import { UnknownCommandError } from '../commands/unknown-command-error.js';
import { wireCommands } from '../commands/wire-commands.js';
import { exampleBody } from './example-body.js';

const message =
  'sendID callbackCommand serverMsgID clientMsgID operationID senderPlatformID senderNickname sessionType msgFrom contentType status sendTime createTime content seq atUserList faceURL ex';

// The fields of OpenIM's request structs in their order, as the server writes them.
const fields: readonly (readonly [command: string, fields: string])[] = [
  ['callbackBeforeSendSingleMsgCommand', `${message} recvID`],
  ['callbackAfterSendSingleMsgCommand', `${message} recvID`],
  ['callbackBeforeSendGroupMsgCommand', `${message} groupID`],
  ['callbackAfterSendGroupMsgCommand', `${message} groupID`],
  ['callbackBeforeMsgModifyCommand', message],
  ['callbackAfterMsgSaveDBCommand', `${message} recvID groupID`],
  ['callbackAfterGroupMsgReadCommand', 'callbackCommand sendID receiveID unreadMsgNum contentType'],
  ['callbackAfterSingleMsgReadCommand', 'callbackCommand conversationID userID Seqs contentType'],
  ['callbackBeforeAfterMsgCommand', 'callbackCommand conversationID seq userID'],
  [
    'callbackAfterUserOnlineCommand',
    'callbackCommand operationID platformID platform userID seq isAppBackground connID',
  ],
  ['callbackAfterUserOfflineCommand', 'callbackCommand operationID platformID platform userID seq connID'],
  ['callbackAfterUserKickOffCommand', 'callbackCommand operationID platformID platform userID seq'],
  [
    'callbackBeforeOfflinePushCommand',
    'callbackCommand operationID platformID platform userIDList title desc ex iOSPushSound iOSBadgeCount signalInfo clientMsgID sendID groupID contentType sessionType atUserIDList content',
  ],
  [
    'callbackBeforeOnlinePushCommand',
    'callbackCommand operationID platformID platform userIDList clientMsgID sendID groupID contentType sessionType atUserIDList content',
  ],
  [
    'callbackBeforeGroupOnlinePushCommand',
    'callbackCommand operationID platformID platform clientMsgID sendID groupID contentType sessionType atUserIDList content seq',
  ],
  ['callbackBeforeAddFriendCommand', 'callbackCommand fromUserID toUserID reqMsg ex'],
  ['callbackAfterAddFriendCommand', 'callbackCommand fromUserID toUserID reqMsg'],
  ['callbackBeforeAddFriendAgreeCommand', 'callbackCommand fromUserID blackUserID HandleResult HandleMsg'],
  ['callbackAfterAddFriendAgreeCommand', 'callbackCommand fromUserID blackUserID HandleResult HandleMsg'],
  ['callbackAfterDeleteFriendCommand', 'callbackCommand ownerUserID friendUserID'],
  ['callbackBeforeImportFriendsCommand', 'callbackCommand ownerUserID friendUserIDs'],
  ['callbackAfterImportFriendsCommand', 'callbackCommand ownerUserID friendUserIDs'],
  ['callbackBeforeSetFriendRemarkCommand', 'callbackCommand ownerUserID friendUserID remark'],
  ['callbackAfterSetFriendRemarkCommand', 'callbackCommand ownerUserID friendUserID remark'],
  ['callbackBeforeAddBlackCommand', 'callbackCommand ownerUserID blackUserID'],
  ['callbackAfterRemoveBlackCommand', 'callbackCommand ownerUserID blackUserID'],
  [
    'callbackBeforeCreateGroupCommand',
    'operationID callbackCommand groupID groupName notification introduction faceURL ownerUserID createTime memberCount ex status creatorUserID groupType needVerification lookMemberInfo applyMemberFriend notificationUpdateTime notificationUserID initMemberList',
  ],
  [
    'callbackAfterCreateGroupCommand',
    'callbackCommand groupID groupName notification introduction faceURL ownerUserID createTime memberCount ex status creatorUserID groupType needVerification lookMemberInfo applyMemberFriend notificationUpdateTime notificationUserID initMemberList',
  ],
  ['callbackBeforeMembersJoinGroupCommand', 'callbackCommand groupID memberList groupEx'],
  ['callbackBeforeInviteJoinGroupCommand', 'callbackCommand operationID groupID reason invitedUserIDs'],
  ['callbackBeforeJoinGroupCommand', 'callbackCommand groupID groupType applyID reqMessage ex'],
  [
    'callbackAfterJoinGroupCommand',
    'callbackCommand operationID groupID reqMessage joinSource inviterUserID',
  ],
  ['callbackAfterQuitGroupCommand', 'callbackCommand groupID userID'],
  ['callbackAfterKickGroupCommand', 'callbackCommand groupID kickedUserIDs reason'],
  ['callbackAfterDisMissGroupCommand', 'callbackCommand groupID ownerID groupType membersID'],
  ['callbackAfterTransferGroupOwnerCommand', 'callbackCommand groupID oldOwnerUserID newOwnerUserID'],
  ['callbackBeforeSetGroupMemberInfoCommand', 'callbackCommand groupID userID nickName faceURL roleLevel ex'],
  ['callbackAfterSetGroupMemberInfoCommand', 'callbackCommand groupID userID nickName faceURL roleLevel ex'],
  [
    'callbackBeforeSetGroupInfoCommand',
    'callbackCommand operationID groupID groupName notification introduction faceURL ex needVerification lookMemberInfo applyMemberFriend',
  ],
  [
    'callbackAfterSetGroupInfoCommand',
    'callbackCommand operationID groupID groupName notification introduction faceURL ex needVerification lookMemberInfo applyMemberFriend',
  ],
  [
    'callbackBeforeSetGroupInfoExCommand',
    'callbackCommand operationID groupID groupName notification introduction faceURL ex needVerification lookMemberInfo applyMemberFriend',
  ],
  [
    'callbackAfterSetGroupInfoExCommand',
    'callbackCommand operationID groupID groupName notification introduction faceURL ex needVerification lookMemberInfo applyMemberFriend',
  ],
  ['callbackBeforeUserRegisterCommand', 'callbackCommand users'],
  ['callbackAfterUserRegisterCommand', 'callbackCommand users'],
  ['callbackBeforeUpdateUserInfoCommand', 'callbackCommand userID nickName faceURL ex'],
  ['callbackAfterUpdateUserInfoCommand', 'callbackCommand userID nickName faceURL ex'],
  ['callbackBeforeUpdateUserInfoExCommand', 'callbackCommand userID nickName faceURL ex'],
  ['callbackAfterUpdateUserInfoExCommand', 'callbackCommand userID nickName faceURL ex'],
  [
    'callbackBeforeCreateSingleChatConversationsCommand',
    'callbackCommand ownerUserId conversationId conversationType userId recvMsgOpt isPinned isPrivateChat burnDuration groupAtType attachedInfo ex',
  ],
  [
    'callbackAfterCreateSingleChatConversationsCommand',
    'callbackCommand ownerUserId conversationId conversationType userId recvMsgOpt isPinned isPrivateChat burnDuration groupAtType attachedInfo ex',
  ],
  [
    'callbackBeforeCreateGroupChatConversationsCommand',
    'callbackCommand ownerUserId conversationId conversationType groupId recvMsgOpt isPinned isPrivateChat burnDuration groupAtType attachedInfo ex',
  ],
  [
    'callbackAfterCreateGroupChatConversationsCommand',
    'callbackCommand ownerUserId conversationId conversationType groupId recvMsgOpt isPinned isPrivateChat burnDuration groupAtType attachedInfo ex',
  ],
];

describe('exampleBody', () => {
  it.each(fields)('%s has its fields in order', (command, names) => {
    expect(Object.keys(exampleBody(command)).join(' ')).toBe(names);
  });

  it('covers every command, by either name', () => {
    expect(fields.map(([command]) => command)).toEqual(wireCommands.map(({ command }) => command));
    for (const { command, key } of wireCommands) {
      expect(exampleBody(key)).toEqual(exampleBody(command));
      expect(exampleBody(key)['callbackCommand']).toBe(command);
    }
  });

  it('gives a fresh copy each time, lists included', () => {
    const first = exampleBody('beforeUserRegister');
    const users = first['users'];
    expect(Array.isArray(users)).toBe(true);
    if (Array.isArray(users)) users.length = 0;
    first['callbackCommand'] = 'changed';
    expect(exampleBody('beforeUserRegister')).toMatchObject({
      callbackCommand: 'callbackBeforeUserRegisterCommand',
      users: [{ userID: 'u1' }, { userID: 'u2' }],
    });
  });

  it.each([
    ['beforeApplyJoinGroup', 'groupType', '\u0002'],
    ['afterDismissGroup', 'groupType', '\u0002'],
    ['beforeCreateGroup', 'groupType', 2],
    ['beforeSendSingleMsg', 'seq', 0],
    ['beforeSendSingleMsg', 'atUserList', null],
    ['afterMsgSaveDB', 'groupID', ''],
    ['afterUserOnline', 'connID', ''],
    ['beforeAddFriendAgree', 'HandleResult', 1],
    ['afterSingleMsgRead', 'Seqs', [3, 4]],
    ['beforeSetGroupInfoEx', 'operationID', ''],
    ['beforeUpdateUserInfoEx', 'ex', null],
    ['afterUpdateUserInfo', 'ex', ''],
    ['beforeSetGroupInfoEx', 'faceURL', null],
    ['beforeCreateGroupChatConversations', 'ownerUserId', ''],
    ['beforeOfflinePush', 'iOSBadgeCount', true],
  ])('%s: %s is %j', (key, field, value) => {
    expect(exampleBody(key)[field]).toEqual(value);
  });

  it('reports the owner of a new group twice, as OpenIM does', () => {
    expect(exampleBody('afterCreateGroup')['initMemberList']).toEqual([
      { userID: 'u1', roleLevel: 100 },
      { userID: 'u2', roleLevel: 20 },
      { userID: 'u1', roleLevel: 20 },
    ]);
  });

  it('holds message content as JSON text', () => {
    for (const key of ['beforeSendSingleMsg', 'beforeOnlinePush']) {
      expect(JSON.parse(String(exampleBody(key)['content']))).toHaveProperty('content');
    }
  });

  it('throws for an unknown command', () => {
    expect(() => exampleBody('callbackNothingCommand')).toThrow(UnknownCommandError);
    expect(() => exampleBody('constructor')).toThrow(UnknownCommandError);
  });
});
