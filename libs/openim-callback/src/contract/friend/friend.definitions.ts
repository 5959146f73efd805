import { Command } from '../commands.js';
import { after, before, NoReplyFields } from '../definition.js';
import { pair, user } from '../event-keys.js';
import {
  BeforeAddFriendEvent,
  AddFriendEvent,
  BeforeAddFriendAgreeEvent,
  AddFriendAgreeEvent,
  DeleteFriendEvent,
  BeforeImportFriendsEvent,
  ImportFriendsEvent,
  BeforeSetFriendRemarkEvent,
  SetFriendRemarkEvent,
  BeforeAddBlackEvent,
  RemoveBlackEvent,
} from './friend.events.js';
import { BeforeImportFriendsReply, BeforeSetFriendRemarkReply } from './friend.replies.js';

/** The commands of friends and black lists. */
export const friendDefinitions = {
  beforeAddFriend: before({
    command: Command.beforeAddFriend,
    key: 'beforeAddFriend',
    event: BeforeAddFriendEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-friend',
    trigger:
      'before a friend application is stored and before the two users are checked to exist (ApplyToAddFriend RPC: REST /friend/add_friend)',
    since: 'v3.0.0',
    history: 'v3.4.2 added ex and dropped operationID',
    orderingKey: (event) => pair(event.fromUserID, event.toUserID),
  }),
  afterAddFriend: after({
    command: Command.afterAddFriend,
    key: 'afterAddFriend',
    event: AddFriendEvent,
    service: 'openim-rpc-friend',
    trigger: 'after a friend application was stored (ApplyToAddFriend RPC: REST /friend/add_friend)',
    since: 'v3.4.2',
    history: 'config addFriendAfter until v3.6',
    orderingKey: (event) => pair(event.fromUserID, event.toUserID),
  }),
  beforeAddFriendAgree: before({
    command: Command.beforeAddFriendAgree,
    key: 'beforeAddFriendAgree',
    event: BeforeAddFriendAgreeEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-friend',
    trigger:
      'before a friend application is accepted (RespondFriendApply RPC with handleResult 1: REST /friend/add_friend_response)',
    since: 'v3.4.2',
    history: 'config addFriendAgreeBefore until v3.6',
    orderingKey: (event) => pair(event.fromUserID, event.toUserID),
  }),
  afterAddFriendAgree: after({
    command: Command.afterAddFriendAgree,
    key: 'afterAddFriendAgree',
    event: AddFriendAgreeEvent,
    service: 'openim-rpc-friend',
    trigger:
      'after a friend application was accepted and the friendship stored (RespondFriendApply RPC with handleResult 1: REST /friend/add_friend_response)',
    since: 'v3.8.1',
    orderingKey: (event) => pair(event.fromUserID, event.toUserID),
  }),
  afterDeleteFriend: after({
    command: Command.afterDeleteFriend,
    key: 'afterDeleteFriend',
    event: DeleteFriendEvent,
    service: 'openim-rpc-friend',
    trigger: 'after a user deleted a friend (DeleteFriend RPC: REST /friend/delete_friend)',
    since: 'v3.4.2',
    history: 'config deleteFriendAfter until v3.6',
    orderingKey: (event) => pair(event.ownerUserID, event.friendUserID),
  }),
  beforeImportFriends: before({
    command: Command.beforeImportFriends,
    key: 'beforeImportFriends',
    event: BeforeImportFriendsEvent,
    reply: BeforeImportFriendsReply,
    service: 'openim-rpc-friend',
    trigger:
      'before an administrator imports the friends of a user (ImportFriends RPC: REST /friend/import_friend)',
    since: 'v3.4.2',
    history: 'config importFriendsBefore until v3.6',
    orderingKey: (event) => user(event.ownerUserID),
  }),
  afterImportFriends: after({
    command: Command.afterImportFriends,
    key: 'afterImportFriends',
    event: ImportFriendsEvent,
    service: 'openim-rpc-friend',
    trigger:
      'after an administrator imported the friends of a user (ImportFriends RPC: REST /friend/import_friend)',
    since: 'v3.4.2',
    history: 'config importFriendsAfter until v3.6',
    orderingKey: (event) => user(event.ownerUserID),
  }),
  beforeSetFriendRemark: before({
    command: Command.beforeSetFriendRemark,
    key: 'beforeSetFriendRemark',
    event: BeforeSetFriendRemarkEvent,
    reply: BeforeSetFriendRemarkReply,
    service: 'openim-rpc-friend',
    trigger:
      "before a remark on a friend is stored and before the caller's access is checked (SetFriendRemark RPC: REST /friend/set_friend_remark)",
    since: 'v3.7.0',
    history: 'v3.4.2-v3.6: callbackBeforeSetFriendRemark, config callbackBeforeSetFriendRemark',
    orderingKey: (event) => pair(event.ownerUserID, event.friendUserID),
  }),
  afterSetFriendRemark: after({
    command: Command.afterSetFriendRemark,
    key: 'afterSetFriendRemark',
    event: SetFriendRemarkEvent,
    service: 'openim-rpc-friend',
    trigger: 'after a remark on a friend was stored (SetFriendRemark RPC: REST /friend/set_friend_remark)',
    since: 'v3.7.0',
    history: 'v3.4.2-v3.6: callbackAfterSetFriendRemark',
    orderingKey: (event) => pair(event.ownerUserID, event.friendUserID),
  }),
  beforeAddBlack: before({
    command: Command.beforeAddBlack,
    key: 'beforeAddBlack',
    event: BeforeAddBlackEvent,
    reply: NoReplyFields,
    service: 'openim-rpc-friend',
    trigger:
      'before a user is put on a black list and before the two users are checked to exist (AddBlack RPC: REST /friend/add_black)',
    since: 'v3.4.2',
    history: 'config addBlackBefore until v3.6',
    orderingKey: (event) => pair(event.ownerUserID, event.blackUserID),
  }),
  afterRemoveBlack: after({
    command: Command.afterRemoveBlack,
    key: 'afterRemoveBlack',
    event: RemoveBlackEvent,
    service: 'openim-rpc-friend',
    trigger: 'after a user was taken off a black list (RemoveBlack RPC: REST /friend/remove_black)',
    since: 'v3.4.2',
    history: 'config removeBlackAfter until v3.6',
    orderingKey: (event) => pair(event.ownerUserID, event.blackUserID),
  }),
};
