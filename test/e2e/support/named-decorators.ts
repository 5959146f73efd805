import * as library from 'nestjs-openim-callback';
import type {
  Allow,
  CallbackContext,
  CommandKey,
  FailurePolicy,
  OpenImEvent,
  Refuse,
} from 'nestjs-openim-callback';

/** What the listeners of these tests do; those that modify are written out where they are tested. */
export type Behaviour = (
  event: OpenImEvent,
  context: CallbackContext,
) => Allow | Refuse | undefined | Promise<Allow | Refuse | undefined>;

type NamedDecorator = (options?: {
  readonly onFailure?: FailurePolicy;
  readonly order?: number;
}) => (target: object, key: string, descriptor: TypedPropertyDescriptor<Behaviour>) => void;

/** The decorator that is named after each command. */
export const namedDecorators: Readonly<Record<CommandKey, NamedDecorator>> = {
  beforeSendSingleMsg: library.BeforeSendSingleMsg,
  afterSendSingleMsg: library.OnSendSingleMsg,
  beforeSendGroupMsg: library.BeforeSendGroupMsg,
  afterSendGroupMsg: library.OnSendGroupMsg,
  beforeMsgModify: library.BeforeMsgModify,
  afterMsgSaveDB: library.OnMsgSaveDB,
  afterGroupMsgRead: library.OnGroupMsgRead,
  afterSingleMsgRead: library.OnSingleMsgRead,
  afterRevokeMsg: library.OnRevokeMsg,
  afterUserOnline: library.OnUserOnline,
  afterUserOffline: library.OnUserOffline,
  afterUserKickOff: library.OnUserKickOff,
  beforeOfflinePush: library.BeforeOfflinePush,
  beforeOnlinePush: library.BeforeOnlinePush,
  beforeGroupOnlinePush: library.BeforeGroupOnlinePush,
  beforeAddFriend: library.BeforeAddFriend,
  afterAddFriend: library.OnAddFriend,
  beforeAddFriendAgree: library.BeforeAddFriendAgree,
  afterAddFriendAgree: library.OnAddFriendAgree,
  afterDeleteFriend: library.OnDeleteFriend,
  beforeImportFriends: library.BeforeImportFriends,
  afterImportFriends: library.OnImportFriends,
  beforeSetFriendRemark: library.BeforeSetFriendRemark,
  afterSetFriendRemark: library.OnSetFriendRemark,
  beforeAddBlack: library.BeforeAddBlack,
  afterRemoveBlack: library.OnRemoveBlack,
  beforeCreateGroup: library.BeforeCreateGroup,
  afterCreateGroup: library.OnCreateGroup,
  beforeMemberJoinGroup: library.BeforeMemberJoinGroup,
  beforeInviteUserToGroup: library.BeforeInviteUserToGroup,
  beforeApplyJoinGroup: library.BeforeApplyJoinGroup,
  afterJoinGroup: library.OnJoinGroup,
  afterQuitGroup: library.OnQuitGroup,
  afterKickGroupMember: library.OnKickGroupMember,
  afterDismissGroup: library.OnDismissGroup,
  afterTransferGroupOwner: library.OnTransferGroupOwner,
  beforeSetGroupMemberInfo: library.BeforeSetGroupMemberInfo,
  afterSetGroupMemberInfo: library.OnSetGroupMemberInfo,
  beforeSetGroupInfo: library.BeforeSetGroupInfo,
  afterSetGroupInfo: library.OnSetGroupInfo,
  beforeSetGroupInfoEx: library.BeforeSetGroupInfoEx,
  afterSetGroupInfoEx: library.OnSetGroupInfoEx,
  beforeUserRegister: library.BeforeUserRegister,
  afterUserRegister: library.OnUserRegister,
  beforeUpdateUserInfo: library.BeforeUpdateUserInfo,
  afterUpdateUserInfo: library.OnUpdateUserInfo,
  beforeUpdateUserInfoEx: library.BeforeUpdateUserInfoEx,
  afterUpdateUserInfoEx: library.OnUpdateUserInfoEx,
  beforeCreateSingleChatConversations: library.BeforeCreateSingleChatConversations,
  afterCreateSingleChatConversations: library.OnCreateSingleChatConversations,
  beforeCreateGroupChatConversations: library.BeforeCreateGroupChatConversations,
  afterCreateGroupChatConversations: library.OnCreateGroupChatConversations,
};

let classes = 0;

/** A provider class with one decorated method for each behaviour. */
export function listenerClass(
  behaviours: Partial<Readonly<Record<CommandKey, Behaviour>>>,
  onFailure?: FailurePolicy,
): new () => object {
  class Listeners {}
  // The library tells listeners apart by their names.
  Object.defineProperty(Listeners, 'name', { value: `Listeners${++classes}` });
  for (const [name, behave] of Object.entries(behaviours)) {
    const descriptor: TypedPropertyDescriptor<Behaviour> = {
      value: (...args) => behave(...args),
      configurable: true,
    };
    Object.defineProperty(Listeners.prototype, name, descriptor);
    namedDecorators[name as CommandKey](onFailure && { onFailure })(Listeners.prototype, name, descriptor);
  }
  return Listeners;
}
