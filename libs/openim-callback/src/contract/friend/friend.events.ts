import { Command } from '../commands.js';
import { CommandField, Int32Field, StringField, StringListField } from '../fields.js';

/**
 * Before: ApplyToAddFriend RPC (/friend/add_friend), before the users are checked to exist. It is the
 * friend APPLICATION, not the friendship.
 */
export class BeforeAddFriendEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeAddFriend;

  @StringField()
  fromUserID = '';

  @StringField()
  toUserID = '';

  @StringField()
  reqMsg = '';

  @StringField()
  ex = '';
}

/**
 * After: ApplyToAddFriend RPC, application stored. An application was created; nobody became a friend. No
 * ex (the before callback has it).
 */
export class AddFriendEvent {
  @CommandField()
  readonly callbackCommand = Command.afterAddFriend;

  @StringField()
  fromUserID = '';

  @StringField()
  toUserID = '';

  @StringField()
  reqMsg = '';
}

/**
 * Before: RespondFriendApply RPC (/friend/add_friend_response) with handleResult 1 only. Refusing an
 * application (handleResult -1) triggers no callback at all. Older docs show
 * toUserID/handleResult/handleMsg: never on the wire.
 */
export class BeforeAddFriendAgreeEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeAddFriendAgree;

  /** The user who APPLIED (the docs say "User performing the action": wrong) */
  @StringField()
  fromUserID = '';

  /**
   * This is toUserID (the user who ACCEPTS); wrong JSON tag in the source. On the wire: `blackUserID`.
   */
  @StringField({ wire: ['blackUserID', 'toUserID'] })
  toUserID = '';

  /** Capital H; always 1 (only sent when accepting). On the wire: `HandleResult`. */
  @Int32Field({ wire: ['HandleResult', 'handleResult'] })
  handleResult = 0;

  /** Capital H. On the wire: `HandleMsg`. */
  @StringField({ wire: ['HandleMsg', 'handleMsg'] })
  handleMsg = '';
}

/**
 * After: RespondFriendApply RPC with handleResult 1, friendship stored. Older docs page gives the wrong
 * command callbackAfterAddFriendCommand and wrong field names.
 */
export class AddFriendAgreeEvent {
  @CommandField()
  readonly callbackCommand = Command.afterAddFriendAgree;

  /** The user who APPLIED (the docs say "User performing the action": wrong) */
  @StringField()
  fromUserID = '';

  /**
   * This is toUserID (the user who ACCEPTS); wrong JSON tag in the source. On the wire: `blackUserID`.
   */
  @StringField({ wire: ['blackUserID', 'toUserID'] })
  toUserID = '';

  /** Capital H; always 1 (only sent when accepting). On the wire: `HandleResult`. */
  @Int32Field({ wire: ['HandleResult', 'handleResult'] })
  handleResult = 0;

  /** Capital H. On the wire: `HandleMsg`. */
  @StringField({ wire: ['HandleMsg', 'handleMsg'] })
  handleMsg = '';
}

/**
 * After: DeleteFriend RPC (/friend/delete_friend). One direction only (ownerUserID -> friendUserID).
 */
export class DeleteFriendEvent {
  @CommandField()
  readonly callbackCommand = Command.afterDeleteFriend;

  @StringField()
  ownerUserID = '';

  @StringField()
  friendUserID = '';
}

/**
 * Before: ImportFriends RPC (/friend/import_friend, admin only). You cannot filter down to an empty list;
 * refuse instead.
 */
export class BeforeImportFriendsEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeImportFriends;

  @StringField()
  ownerUserID = '';

  @StringListField()
  friendUserIDs: string[] = [];
}

/** After: ImportFriends RPC done. */
export class ImportFriendsEvent {
  @CommandField()
  readonly callbackCommand = Command.afterImportFriends;

  @StringField()
  ownerUserID = '';

  /** The list after beforeImportFriends changed it. */
  @StringListField()
  friendUserIDs: string[] = [];
}

/**
 * Before: SetFriendRemark RPC (/friend/set_friend_remark), BEFORE the access check. Only
 * /friend/set_friend_remark triggers it. The current client SDK sets remarks with /friend/update_friends,
 * which has NO callback, so these never fire for SDK clients. Sent before authorization: ownerUserID may
 * not be the caller.
 */
export class BeforeSetFriendRemarkEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetFriendRemark;

  @StringField()
  ownerUserID = '';

  @StringField()
  friendUserID = '';

  @StringField()
  remark = '';
}

/**
 * After: SetFriendRemark RPC done. Only /friend/set_friend_remark triggers it. The current client SDK sets
 * remarks with /friend/update_friends, which has NO callback, so these never fire for SDK clients.
 */
export class SetFriendRemarkEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetFriendRemark;

  @StringField()
  ownerUserID = '';

  @StringField()
  friendUserID = '';

  @StringField()
  remark = '';
}
