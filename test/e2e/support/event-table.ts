import type { CommandKey } from 'nestjs-openim-callback/contract';
import {
  bool,
  groupTypeCharacter,
  int,
  long,
  longs,
  nullableInt,
  nullableText,
  objects,
  optionalBool,
  optionalInt,
  optionalText,
  optionalTexts,
  text,
  texts,
  type WireFields,
} from './wire-fields.js';

// Written from OpenIM's Go structs and on purpose without the library's own tables.

const message: WireFields = {
  sendID: text(),
  serverMsgID: text(),
  clientMsgID: text(),
  operationID: text(),
  senderPlatformID: int(),
  senderNickname: text(),
  sessionType: int(),
  msgFrom: int(),
  contentType: int(),
  status: int(),
  sendTime: long(),
  createTime: long(),
  content: text(),
  seq: int(),
  atUserIDList: texts('atUserList'),
  senderFaceURL: text('faceURL'),
  ex: text(),
  // Enterprise edition, like every other field that is optional below.
  keyVersion: optionalInt(),
};

const presence: WireFields = {
  operationID: text(),
  platformID: int(),
  platform: text(),
  userID: text(),
  seq: long(),
};

const push: WireFields = {
  operationID: text(),
  platformID: int(),
  platform: text(),
  clientMsgID: text(),
  sendID: text(),
  groupID: text(),
  contentType: int(),
  sessionType: int(),
  atUserIDList: texts(),
  content: text(),
};

const offlinePushInfo: WireFields = {
  title: optionalText(),
  desc: optionalText(),
  ex: optionalText(),
  iOSPushSound: optionalText(),
  iOSBadgeCount: optionalBool(),
  signalInfo: optionalText(),
};

const agreement: WireFields = {
  fromUserID: text(),
  toUserID: text('blackUserID'),
  handleResult: int('HandleResult'),
  handleMsg: text('HandleMsg'),
};

const friend: WireFields = { ownerUserID: text(), friendUserID: text() };
const imported: WireFields = { ownerUserID: text(), friendUserIDs: texts() };
const black: WireFields = { ownerUserID: text(), blackUserID: text() };
const request: WireFields = { fromUserID: text(), toUserID: text(), reqMsg: text() };

const groupCreation: WireFields = {
  groupID: text(),
  groupName: text(),
  notification: text(),
  introduction: text(),
  faceURL: text(),
  ownerUserID: text(),
  createTime: long(),
  memberCount: int(),
  ex: text(),
  status: int(),
  creatorUserID: text(),
  groupType: int(),
  needVerification: int(),
  lookMemberInfo: int(),
  applyMemberFriend: int(),
  displayIsRead: optionalBool(),
  muteBypassUserIDs: optionalTexts(),
  notificationUpdateTime: long(),
  notificationUserID: text(),
  initMemberList: objects({ userID: text(), roleLevel: int() }),
};

const groupInfo: WireFields = {
  operationID: text(),
  groupID: text(),
  groupName: text(),
  notification: text(),
  introduction: text(),
  faceURL: text(),
};

const groupInfoEx: WireFields = {
  operationID: text(),
  groupID: text(),
  groupName: nullableText(),
  notification: nullableText(),
  introduction: nullableText(),
  faceURL: nullableText(),
  ex: nullableText(),
  needVerification: nullableInt(),
  lookMemberInfo: nullableInt(),
  applyMemberFriend: nullableInt(),
};

const memberInfo: WireFields = {
  groupID: text(),
  userID: text(),
  nickname: nullableText('nickName'),
  faceURL: nullableText(),
  roleLevel: nullableInt(),
  ex: nullableText(),
};

const registration: WireFields = {
  users: objects({
    userID: text(),
    nickname: text(),
    faceURL: text(),
    ex: text(),
    createTime: long(),
    appManagerLevel: int('appMangerLevel'),
    globalRecvMsgOpt: int(),
    status: optionalInt(),
    addFriendPermission: optionalInt(),
    category: optionalText(),
  }),
};

const profileChange: WireFields = {
  userID: text(),
  nickname: nullableText('nickName'),
  faceURL: nullableText(),
  ex: nullableText(),
};

const conversation: WireFields = {
  ownerUserID: text('ownerUserId'),
  conversationID: text('conversationId'),
  conversationType: int(),
  recvMsgOpt: int(),
  isPinned: bool(),
  isPrivateChat: bool(),
  burnDuration: int(),
  groupAtType: int(),
  attachedInfo: text(),
  ex: text(),
  isMarked: optionalBool(),
};

/** Every field of every event by the name a listener sees, with OpenIM's spelling of it where that differs. */
export const eventTable: Readonly<Record<CommandKey, WireFields>> = {
  beforeSendSingleMsg: { ...message, recvID: text() },
  afterSendSingleMsg: { ...message, recvID: text() },
  beforeSendGroupMsg: { ...message, groupID: text(), recvID: optionalText() },
  afterSendGroupMsg: { ...message, groupID: text(), recvID: optionalText() },
  beforeMsgModify: { ...message, recvID: optionalText() },
  afterMsgSaveDB: { ...message, recvID: text(), groupID: text() },
  afterGroupMsgRead: { sendID: text(), receiveID: text(), unreadMsgNum: long(), contentType: int() },
  afterSingleMsgRead: { conversationID: text(), userID: text(), seqs: longs('Seqs'), contentType: int() },
  afterRevokeMsg: { conversationID: text(), seq: long(), userID: text() },
  afterUserOnline: { ...presence, isAppBackground: bool(), connID: text() },
  afterUserOffline: { ...presence, connID: text() },
  afterUserKickOff: presence,
  beforeOfflinePush: { ...push, userIDList: texts(), ...offlinePushInfo },
  beforeOnlinePush: { ...push, userIDList: texts(), ...offlinePushInfo },
  beforeGroupOnlinePush: { ...push, seq: long() },
  beforeAddFriend: { ...request, ex: text() },
  afterAddFriend: request,
  beforeAddFriendAgree: agreement,
  afterAddFriendAgree: agreement,
  afterDeleteFriend: friend,
  beforeImportFriends: imported,
  afterImportFriends: imported,
  beforeSetFriendRemark: { ...friend, remark: text() },
  afterSetFriendRemark: { ...friend, remark: text() },
  beforeAddBlack: black,
  afterRemoveBlack: black,
  beforeCreateGroup: { ...groupCreation, operationID: text() },
  afterCreateGroup: groupCreation,
  beforeMemberJoinGroup: {
    groupID: text(),
    memberList: objects({ userID: text(), ex: text() }),
    groupEx: text(),
  },
  beforeInviteUserToGroup: { operationID: text(), groupID: text(), reason: text(), invitedUserIDs: texts() },
  beforeApplyJoinGroup: {
    groupID: text(),
    groupType: groupTypeCharacter(),
    applyID: text(),
    reqMessage: text(),
    ex: text(),
  },
  afterJoinGroup: {
    operationID: text(),
    groupID: text(),
    reqMessage: text(),
    joinSource: int(),
    inviterUserID: text(),
  },
  afterQuitGroup: { groupID: text(), userID: text() },
  afterKickGroupMember: { groupID: text(), kickedUserIDs: texts(), reason: text() },
  afterDismissGroup: {
    groupID: text(),
    ownerUserID: text('ownerID'),
    groupType: groupTypeCharacter(),
    memberUserIDs: texts('membersID'),
  },
  afterTransferGroupOwner: { groupID: text(), oldOwnerUserID: text(), newOwnerUserID: text() },
  beforeSetGroupMemberInfo: memberInfo,
  afterSetGroupMemberInfo: memberInfo,
  beforeSetGroupInfo: {
    ...groupInfo,
    ex: text(),
    needVerification: int(),
    lookMemberInfo: int(),
    applyMemberFriend: int(),
  },
  afterSetGroupInfo: {
    ...groupInfo,
    ex: nullableText(),
    needVerification: nullableInt(),
    lookMemberInfo: nullableInt(),
    applyMemberFriend: nullableInt(),
  },
  beforeSetGroupInfoEx: groupInfoEx,
  afterSetGroupInfoEx: groupInfoEx,
  beforeUserRegister: registration,
  afterUserRegister: registration,
  beforeUpdateUserInfo: profileChange,
  afterUpdateUserInfo: { userID: text(), nickname: text('nickName'), faceURL: text(), ex: text() },
  beforeUpdateUserInfoEx: profileChange,
  afterUpdateUserInfoEx: profileChange,
  beforeCreateSingleChatConversations: { ...conversation, userID: text('userId') },
  afterCreateSingleChatConversations: { ...conversation, userID: text('userId') },
  beforeCreateGroupChatConversations: { ...conversation, groupID: text('groupId') },
  afterCreateGroupChatConversations: { ...conversation, groupID: text('groupId') },
};
