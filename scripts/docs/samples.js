import { rewriteTexts, textsOf } from 'nestjs-openim-callback';

/**
 * What the example listener of each command does: real functions, so that the docs can show their text and also
 * what the module answers with their results.
 */

const advertising = {
  refuseWhen: (event) => textsOf(event).own.some((text) => text.includes('spam')),
  because: 'no advertising',
};

/** The example listeners of before commands, by key in webhooks.yml: when they refuse, and what they change. */
export const beforeSamples = {
  beforeSendSingleMsg: advertising,
  beforeSendGroupMsg: advertising,
  beforeMsgModify: {
    ...advertising,
    change: (event) => ({ content: rewriteTexts(event, (text) => text.replaceAll('hi', 'hello')) }),
  },
  beforeOfflinePush: {
    refuseWhen: (event) => event.contentType >= 1000,
    because: 'no push for notifications',
    change: (event) => ({ userIDList: event.userIDList.filter((userID) => userID !== event.sendID) }),
  },
  beforeOnlinePush: {
    refuseWhen: (event) => event.userIDList.includes('robot'),
    because: 'robots are not pushed to',
  },
  beforeGroupOnlinePush: {
    allowWhen: (event) => event.contentType >= 1000,
    refuseWhen: (event) => event.groupID === 'archive',
    because: 'nobody is pushed to here',
    change: () => ({ userIDList: ['u1', 'u2'] }),
  },
  beforeAddFriend: { refuseWhen: (event) => event.reqMsg.includes('http'), because: 'no links' },
  beforeAddFriendAgree: {
    refuseWhen: (event) => event.toUserID === 'support',
    because: 'support has no friends',
  },
  beforeImportFriends: {
    refuseWhen: (event) => event.friendUserIDs.length > 1000,
    because: 'too many at a time',
    change: (event) => ({ friendUserIDs: event.friendUserIDs.slice(0, 1) }),
  },
  beforeSetFriendRemark: {
    refuseWhen: (event) => event.remark.length > 50,
    because: 'too long',
    change: (event) => ({ remark: event.remark.toUpperCase() }),
  },
  beforeAddBlack: {
    refuseWhen: (event) => event.blackUserID === 'support',
    because: 'support cannot be blocked',
  },
  beforeCreateGroup: {
    refuseWhen: (event) => event.initMemberList.length > 500,
    because: 'too many members',
    change: () => ({ introduction: 'Be kind.', needVerification: 1 }),
  },
  beforeMemberJoinGroup: {
    refuseWhen: (event) => event.memberList.some(({ userID }) => userID === 'banned'),
    because: 'one of them is banned',
    change: (event) => ({
      memberCallbackList: event.memberList.map(({ userID }) => ({ userID, nickname: 'New' })),
    }),
  },
  beforeInviteUserToGroup: {
    refuseWhen: (event) => event.invitedUserIDs.length > 50,
    because: 'too many at a time',
  },
  beforeApplyJoinGroup: { refuseWhen: (event) => event.reqMessage === '', because: 'say who you are' },
  beforeSetGroupInfo: {
    refuseWhen: (event) => event.groupName === 'Official',
    because: 'the name is taken',
    change: () => ({ introduction: 'Be kind.' }),
  },
  beforeSetGroupInfoEx: {
    refuseWhen: (event) => event.groupName === 'Official',
    because: 'the name is taken',
    change: () => ({ introduction: 'Be kind.' }),
  },
  beforeSetGroupMemberInfo: {
    refuseWhen: (event) => event.nickname === 'Admin',
    because: 'the name is taken',
    change: () => ({ ex: '{"seen":true}' }),
  },
  beforeUserRegister: {
    refuseWhen: (event) => event.users.length > 100,
    because: 'too many at a time',
    change: (event) => ({ users: event.users.map((user) => ({ ...user, ex: '{"new":true}' })) }),
  },
  beforeUpdateUserInfo: {
    refuseWhen: (event) => event.nickname === 'Admin',
    because: 'the name is taken',
    change: () => ({ faceURL: 'https://example.com/face.png' }),
  },
  beforeUpdateUserInfoEx: {
    allowWhen: (event) => event.nickname === null,
    refuseWhen: (event) => event.nickname === 'Admin',
    because: 'the name is taken',
    change: () => ({ nickname: 'Guest' }),
  },
  beforeCreateSingleChatConversations: {
    refuseWhen: (event) => event.userID === 'robot',
    because: 'robots have no conversations',
    change: () => ({ isPinned: true }),
  },
  beforeCreateGroupChatConversations: {
    refuseWhen: (event) => event.groupID === 'archive',
    because: 'the group is closed',
    change: () => ({ recvMsgOpt: 2 }),
  },
};

/** The fields that the example listeners of after commands use, by key in webhooks.yml: the first three, unless named here. */
export const afterSamples = {
  afterSendSingleMsg: ['sendID', 'recvID', 'serverMsgID'],
  afterSendGroupMsg: ['sendID', 'groupID', 'serverMsgID'],
  afterMsgSaveDB: ['serverMsgID', 'seq', 'content'],
  afterGroupMsgRead: ['sendID', 'unreadMsgNum'],
  afterSingleMsgRead: ['conversationID', 'userID', 'seqs'],
  afterRevokeMsg: ['conversationID', 'seq', 'userID'],
  afterUserOnline: ['userID', 'platform', 'seq'],
  afterUserOffline: ['userID', 'platform', 'seq'],
  afterUserKickOff: ['userID', 'platform', 'seq'],
  afterAddFriend: ['fromUserID', 'toUserID', 'reqMsg'],
  afterAddFriendAgree: ['fromUserID', 'toUserID', 'handleMsg'],
  afterDeleteFriend: ['ownerUserID', 'friendUserID'],
  afterImportFriends: ['ownerUserID', 'friendUserIDs'],
  afterSetFriendRemark: ['ownerUserID', 'friendUserID', 'remark'],
  afterRemoveBlack: ['ownerUserID', 'blackUserID'],
  afterCreateGroup: ['groupID', 'groupName', 'initMemberList'],
  afterDismissGroup: ['groupID', 'memberUserIDs'],
  afterTransferGroupOwner: ['groupID', 'oldOwnerUserID', 'newOwnerUserID'],
  afterJoinGroup: ['groupID', 'inviterUserID', 'joinSource'],
  afterQuitGroup: ['groupID', 'userID'],
  afterKickGroupMember: ['groupID', 'kickedUserIDs', 'reason'],
  afterSetGroupInfo: ['groupID', 'groupName', 'introduction'],
  afterSetGroupInfoEx: ['groupID', 'groupName', 'introduction'],
  afterSetGroupMemberInfo: ['groupID', 'userID', 'nickname'],
  afterUserRegister: ['users'],
  afterUpdateUserInfo: ['userID', 'nickname', 'faceURL'],
  afterUpdateUserInfoEx: ['userID', 'nickname', 'faceURL'],
  afterCreateSingleChatConversations: ['ownerUserID', 'conversationID', 'userID'],
  afterCreateGroupChatConversations: ['conversationID', 'groupID'],
};
