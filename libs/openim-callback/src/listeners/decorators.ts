import { Command } from '../contract/commands.js';
import type { AnyEvent } from '../contract/definitions.js';
import { listener, onAfter, onBefore, type EventListenerDecorator } from './listener-decorator.js';
import type { AnyListenerOptions } from './listener-options.js';
import type { UnknownCallbackEvent } from './unknown-callback.event.js';

// One decorator for each command, named after its key in webhooks.yml: `after...` is `On...`.

/** Decides on `beforeSendSingleMsg`: a `BeforeSendSingleMsgEvent`. */
export const BeforeSendSingleMsg = onBefore(Command.beforeSendSingleMsg);

/** Listens to `afterSendSingleMsg`: a `SendSingleMsgEvent`. */
export const OnSendSingleMsg = onAfter(Command.afterSendSingleMsg);

/** Decides on `beforeSendGroupMsg`: a `BeforeSendGroupMsgEvent`. */
export const BeforeSendGroupMsg = onBefore(Command.beforeSendGroupMsg);

/** Listens to `afterSendGroupMsg`: a `SendGroupMsgEvent`. */
export const OnSendGroupMsg = onAfter(Command.afterSendGroupMsg);

/** Decides on `beforeMsgModify`: a `BeforeMsgModifyEvent`. */
export const BeforeMsgModify = onBefore(Command.beforeMsgModify);

/** Listens to `afterMsgSaveDB`: a `MsgSaveDBEvent`. */
export const OnMsgSaveDB = onAfter(Command.afterMsgSaveDB);

/** Listens to `afterGroupMsgRead`: a `GroupMsgReadEvent`. */
export const OnGroupMsgRead = onAfter(Command.afterGroupMsgRead);

/** Listens to `afterSingleMsgRead`: a `SingleMsgReadEvent`. */
export const OnSingleMsgRead = onAfter(Command.afterSingleMsgRead);

/** Listens to `afterRevokeMsg`: a `RevokeMsgEvent`. */
export const OnRevokeMsg = onAfter(Command.afterRevokeMsg);

/** Listens to `afterUserOnline`: a `UserOnlineEvent`. */
export const OnUserOnline = onAfter(Command.afterUserOnline);

/** Listens to `afterUserOffline`: a `UserOfflineEvent`. */
export const OnUserOffline = onAfter(Command.afterUserOffline);

/** Listens to `afterUserKickOff`: a `UserKickOffEvent`. */
export const OnUserKickOff = onAfter(Command.afterUserKickOff);

/** Decides on `beforeOfflinePush`: a `BeforeOfflinePushEvent`. */
export const BeforeOfflinePush = onBefore(Command.beforeOfflinePush);

/** Decides on `beforeOnlinePush`: a `BeforeOnlinePushEvent`. */
export const BeforeOnlinePush = onBefore(Command.beforeOnlinePush);

/** Decides on `beforeGroupOnlinePush`: a `BeforeGroupOnlinePushEvent`. */
export const BeforeGroupOnlinePush = onBefore(Command.beforeGroupOnlinePush);

/** Decides on `beforeAddFriend`: a `BeforeAddFriendEvent`. */
export const BeforeAddFriend = onBefore(Command.beforeAddFriend);

/** Listens to `afterAddFriend`: a `AddFriendEvent`. */
export const OnAddFriend = onAfter(Command.afterAddFriend);

/** Decides on `beforeAddFriendAgree`: a `BeforeAddFriendAgreeEvent`. */
export const BeforeAddFriendAgree = onBefore(Command.beforeAddFriendAgree);

/** Listens to `afterAddFriendAgree`: a `AddFriendAgreeEvent`. */
export const OnAddFriendAgree = onAfter(Command.afterAddFriendAgree);

/** Listens to `afterDeleteFriend`: a `DeleteFriendEvent`. */
export const OnDeleteFriend = onAfter(Command.afterDeleteFriend);

/** Decides on `beforeImportFriends`: a `BeforeImportFriendsEvent`. */
export const BeforeImportFriends = onBefore(Command.beforeImportFriends);

/** Listens to `afterImportFriends`: a `ImportFriendsEvent`. */
export const OnImportFriends = onAfter(Command.afterImportFriends);

/** Decides on `beforeSetFriendRemark`: a `BeforeSetFriendRemarkEvent`. */
export const BeforeSetFriendRemark = onBefore(Command.beforeSetFriendRemark);

/** Listens to `afterSetFriendRemark`: a `SetFriendRemarkEvent`. */
export const OnSetFriendRemark = onAfter(Command.afterSetFriendRemark);

/** Decides on `beforeAddBlack`: a `BeforeAddBlackEvent`. */
export const BeforeAddBlack = onBefore(Command.beforeAddBlack);

/** Listens to `afterRemoveBlack`: a `RemoveBlackEvent`. */
export const OnRemoveBlack = onAfter(Command.afterRemoveBlack);

/** Decides on `beforeCreateGroup`: a `BeforeCreateGroupEvent`. */
export const BeforeCreateGroup = onBefore(Command.beforeCreateGroup);

/** Listens to `afterCreateGroup`: a `CreateGroupEvent`. */
export const OnCreateGroup = onAfter(Command.afterCreateGroup);

/** Listens to `afterDismissGroup`: a `DismissGroupEvent`. */
export const OnDismissGroup = onAfter(Command.afterDismissGroup);

/** Listens to `afterTransferGroupOwner`: a `TransferGroupOwnerEvent`. */
export const OnTransferGroupOwner = onAfter(Command.afterTransferGroupOwner);

/** Decides on `beforeMemberJoinGroup`: a `BeforeMemberJoinGroupEvent`. */
export const BeforeMemberJoinGroup = onBefore(Command.beforeMemberJoinGroup);

/** Decides on `beforeInviteUserToGroup`: a `BeforeInviteUserToGroupEvent`. */
export const BeforeInviteUserToGroup = onBefore(Command.beforeInviteUserToGroup);

/** Decides on `beforeApplyJoinGroup`: a `BeforeApplyJoinGroupEvent`. */
export const BeforeApplyJoinGroup = onBefore(Command.beforeApplyJoinGroup);

/** Listens to `afterJoinGroup`: a `JoinGroupEvent`. */
export const OnJoinGroup = onAfter(Command.afterJoinGroup);

/** Listens to `afterQuitGroup`: a `QuitGroupEvent`. */
export const OnQuitGroup = onAfter(Command.afterQuitGroup);

/** Listens to `afterKickGroupMember`: a `KickGroupMemberEvent`. */
export const OnKickGroupMember = onAfter(Command.afterKickGroupMember);

/** Decides on `beforeSetGroupInfo`: a `BeforeSetGroupInfoEvent`. */
export const BeforeSetGroupInfo = onBefore(Command.beforeSetGroupInfo);

/** Listens to `afterSetGroupInfo`: a `SetGroupInfoEvent`. */
export const OnSetGroupInfo = onAfter(Command.afterSetGroupInfo);

/** Decides on `beforeSetGroupInfoEx`: a `BeforeSetGroupInfoExEvent`. */
export const BeforeSetGroupInfoEx = onBefore(Command.beforeSetGroupInfoEx);

/** Listens to `afterSetGroupInfoEx`: a `SetGroupInfoExEvent`. */
export const OnSetGroupInfoEx = onAfter(Command.afterSetGroupInfoEx);

/** Decides on `beforeSetGroupMemberInfo`: a `BeforeSetGroupMemberInfoEvent`. */
export const BeforeSetGroupMemberInfo = onBefore(Command.beforeSetGroupMemberInfo);

/** Listens to `afterSetGroupMemberInfo`: a `SetGroupMemberInfoEvent`. */
export const OnSetGroupMemberInfo = onAfter(Command.afterSetGroupMemberInfo);

/** Decides on `beforeUserRegister`: a `BeforeUserRegisterEvent`. */
export const BeforeUserRegister = onBefore(Command.beforeUserRegister);

/** Listens to `afterUserRegister`: a `UserRegisterEvent`. */
export const OnUserRegister = onAfter(Command.afterUserRegister);

/** Decides on `beforeUpdateUserInfo`: a `BeforeUpdateUserInfoEvent`. */
export const BeforeUpdateUserInfo = onBefore(Command.beforeUpdateUserInfo);

/** Listens to `afterUpdateUserInfo`: a `UpdateUserInfoEvent`. */
export const OnUpdateUserInfo = onAfter(Command.afterUpdateUserInfo);

/** Decides on `beforeUpdateUserInfoEx`: a `BeforeUpdateUserInfoExEvent`. */
export const BeforeUpdateUserInfoEx = onBefore(Command.beforeUpdateUserInfoEx);

/** Listens to `afterUpdateUserInfoEx`: a `UpdateUserInfoExEvent`. */
export const OnUpdateUserInfoEx = onAfter(Command.afterUpdateUserInfoEx);

/** Decides on `beforeCreateSingleChatConversations`: a `BeforeCreateSingleChatConversationsEvent`. */
export const BeforeCreateSingleChatConversations = onBefore(Command.beforeCreateSingleChatConversations);

/** Listens to `afterCreateSingleChatConversations`: a `CreateSingleChatConversationsEvent`. */
export const OnCreateSingleChatConversations = onAfter(Command.afterCreateSingleChatConversations);

/** Decides on `beforeCreateGroupChatConversations`: a `BeforeCreateGroupChatConversationsEvent`. */
export const BeforeCreateGroupChatConversations = onBefore(Command.beforeCreateGroupChatConversations);

/** Listens to `afterCreateGroupChatConversations`: a `CreateGroupChatConversationsEvent`. */
export const OnCreateGroupChatConversations = onAfter(Command.afterCreateGroupChatConversations);

/**
 * Listens to every callback whose command is known, before callbacks too, as an observer: it gets them after
 * they were answered, and what it returns decides nothing.
 */
export const OnAnyCallback: EventListenerDecorator<AnyEvent> = (options: AnyListenerOptions = {}) =>
  listener({ kind: 'any' }, options);

/** Listens to callbacks whose command this version does not know. */
export const OnUnknownCallback: EventListenerDecorator<UnknownCallbackEvent> = (
  options: AnyListenerOptions = {},
) => listener({ kind: 'unknown' }, options);
