/**
 * The wire name of every command, by its key in OpenIM's webhooks.yml (open-im-server main, 2026-07).
 * Six of them cannot be derived from the key, and `callbackBeforeAfterMsgCommand` is an *after* callback:
 * never build one by hand.
 */
export const Command = {
  beforeSendSingleMsg: 'callbackBeforeSendSingleMsgCommand',
  afterSendSingleMsg: 'callbackAfterSendSingleMsgCommand',
  beforeSendGroupMsg: 'callbackBeforeSendGroupMsgCommand',
  afterSendGroupMsg: 'callbackAfterSendGroupMsgCommand',
  beforeMsgModify: 'callbackBeforeMsgModifyCommand',
  afterMsgSaveDB: 'callbackAfterMsgSaveDBCommand',
  afterGroupMsgRead: 'callbackAfterGroupMsgReadCommand',
  afterSingleMsgRead: 'callbackAfterSingleMsgReadCommand',
  afterRevokeMsg: 'callbackBeforeAfterMsgCommand',
  afterUserOnline: 'callbackAfterUserOnlineCommand',
  afterUserOffline: 'callbackAfterUserOfflineCommand',
  afterUserKickOff: 'callbackAfterUserKickOffCommand',
  beforeOfflinePush: 'callbackBeforeOfflinePushCommand',
  beforeOnlinePush: 'callbackBeforeOnlinePushCommand',
  beforeGroupOnlinePush: 'callbackBeforeGroupOnlinePushCommand',
  beforeAddFriend: 'callbackBeforeAddFriendCommand',
  afterAddFriend: 'callbackAfterAddFriendCommand',
  beforeAddFriendAgree: 'callbackBeforeAddFriendAgreeCommand',
  afterAddFriendAgree: 'callbackAfterAddFriendAgreeCommand',
  afterDeleteFriend: 'callbackAfterDeleteFriendCommand',
  beforeImportFriends: 'callbackBeforeImportFriendsCommand',
  afterImportFriends: 'callbackAfterImportFriendsCommand',
  beforeSetFriendRemark: 'callbackBeforeSetFriendRemarkCommand',
  afterSetFriendRemark: 'callbackAfterSetFriendRemarkCommand',
  beforeAddBlack: 'callbackBeforeAddBlackCommand',
  afterRemoveBlack: 'callbackAfterRemoveBlackCommand',
  beforeCreateGroup: 'callbackBeforeCreateGroupCommand',
  afterCreateGroup: 'callbackAfterCreateGroupCommand',
  beforeMemberJoinGroup: 'callbackBeforeMembersJoinGroupCommand',
  beforeInviteUserToGroup: 'callbackBeforeInviteJoinGroupCommand',
  beforeApplyJoinGroup: 'callbackBeforeJoinGroupCommand',
  afterJoinGroup: 'callbackAfterJoinGroupCommand',
  afterQuitGroup: 'callbackAfterQuitGroupCommand',
  afterKickGroupMember: 'callbackAfterKickGroupCommand',
  afterDismissGroup: 'callbackAfterDisMissGroupCommand',
  afterTransferGroupOwner: 'callbackAfterTransferGroupOwnerCommand',
  beforeSetGroupMemberInfo: 'callbackBeforeSetGroupMemberInfoCommand',
  afterSetGroupMemberInfo: 'callbackAfterSetGroupMemberInfoCommand',
  beforeSetGroupInfo: 'callbackBeforeSetGroupInfoCommand',
  afterSetGroupInfo: 'callbackAfterSetGroupInfoCommand',
  beforeSetGroupInfoEx: 'callbackBeforeSetGroupInfoExCommand',
  afterSetGroupInfoEx: 'callbackAfterSetGroupInfoExCommand',
  beforeUserRegister: 'callbackBeforeUserRegisterCommand',
  afterUserRegister: 'callbackAfterUserRegisterCommand',
  beforeUpdateUserInfo: 'callbackBeforeUpdateUserInfoCommand',
  afterUpdateUserInfo: 'callbackAfterUpdateUserInfoCommand',
  beforeUpdateUserInfoEx: 'callbackBeforeUpdateUserInfoExCommand',
  afterUpdateUserInfoEx: 'callbackAfterUpdateUserInfoExCommand',
  beforeCreateSingleChatConversations: 'callbackBeforeCreateSingleChatConversationsCommand',
  afterCreateSingleChatConversations: 'callbackAfterCreateSingleChatConversationsCommand',
  beforeCreateGroupChatConversations: 'callbackBeforeCreateGroupChatConversationsCommand',
  afterCreateGroupChatConversations: 'callbackAfterCreateGroupChatConversationsCommand',
} as const;

/** A key of webhooks.yml that belongs to a command. */
export type CommandKey = keyof typeof Command;

/** The wire name of a command that OpenIM's source defines. */
export type CommandName = (typeof Command)[CommandKey];
