import { Command } from '../commands.js';
import { CommandField, Int32Field, StringField, StringListField } from '../fields.js';

/**
 * Sent before a friend application is stored, and before OpenIM checks that the two users exist.
 *
 * @remarks
 * It is the application, not the friendship: that is beforeAddFriendAgree.
 */
export class BeforeAddFriendEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeAddFriend;

  /** Who applies. */
  @StringField()
  fromUserID = '';

  /** Who is asked. */
  @StringField()
  toUserID = '';

  /** What the applicant wrote. */
  @StringField()
  reqMsg = '';

  /** The application's extension text. */
  @StringField()
  ex = '';
}

/**
 * Sent after a friend application was stored.
 *
 * @remarks
 * Nobody became a friend yet: that is afterAddFriendAgree. It lacks the `ex` of beforeAddFriend.
 */
export class AddFriendEvent {
  @CommandField()
  readonly callbackCommand = Command.afterAddFriend;

  /** Who applies. */
  @StringField()
  fromUserID = '';

  /** Who is asked. */
  @StringField()
  toUserID = '';

  /** What the applicant wrote. */
  @StringField()
  reqMsg = '';
}

/** What the two callbacks about an accepted friend application have in common. */
export abstract class FriendAgreementEvent {
  /** Who applied; not, as the docs say, who performs the action. */
  @StringField()
  fromUserID = '';

  /** Who accepts. On the wire: `blackUserID`, a wrong tag in OpenIM's source since v3.4.2. */
  @StringField({ wire: ['blackUserID', 'toUserID'] })
  toUserID = '';

  /** Always 1, accepted: a value of `HandleResult`. On the wire: `HandleResult`. */
  @Int32Field({ wire: ['HandleResult', 'handleResult'] })
  handleResult = 0;

  /** What the accepting user wrote. On the wire: `HandleMsg`. */
  @StringField({ wire: ['HandleMsg', 'handleMsg'] })
  handleMsg = '';
}

/** Sent before a friend application is accepted. When one is turned down, no callback is sent at all. */
export class BeforeAddFriendAgreeEvent extends FriendAgreementEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeAddFriendAgree;
}

/**
 * Sent after a friend application was accepted and the friendship stored (since v3.8.1).
 *
 * @remarks
 * Older docs give it the command of afterAddFriend.
 */
export class AddFriendAgreeEvent extends FriendAgreementEvent {
  @CommandField()
  readonly callbackCommand = Command.afterAddFriendAgree;
}

/**
 * Sent after a user deleted a friend.
 *
 * @remarks
 * Only one direction is deleted: the friend still has the user as one.
 */
export class DeleteFriendEvent {
  @CommandField()
  readonly callbackCommand = Command.afterDeleteFriend;

  /** Who deleted. */
  @StringField()
  ownerUserID = '';

  /** Who was deleted. */
  @StringField()
  friendUserID = '';
}

/**
 * Sent before an administrator imports the friends of a user.
 *
 * @remarks
 * Older docs have this command and afterImportFriends the wrong way round.
 */
export class BeforeImportFriendsEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeImportFriends;

  /** Whose friends they become. */
  @StringField()
  ownerUserID = '';

  /** The users that become his friends. */
  @StringListField()
  friendUserIDs: string[] = [];
}

/**
 * Sent after an administrator imported the friends of a user.
 *
 * @remarks
 * Older docs have this command and beforeImportFriends the wrong way round.
 */
export class ImportFriendsEvent {
  @CommandField()
  readonly callbackCommand = Command.afterImportFriends;

  /** Whose friends they became. */
  @StringField()
  ownerUserID = '';

  /** Those imported, as the answer to beforeImportFriends left them. */
  @StringListField()
  friendUserIDs: string[] = [];
}

/**
 * Sent before a remark on a friend is stored, and before OpenIM checks whether the caller may: `ownerUserID`
 * need not be the caller.
 *
 * Only /friend/set_friend_remark sends it. Today's client SDK uses /friend/update_friends, which has no
 * callback.
 */
export class BeforeSetFriendRemarkEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetFriendRemark;

  /** Whose remark it is. */
  @StringField()
  ownerUserID = '';

  /** The friend it is about. */
  @StringField()
  friendUserID = '';

  /** The new remark. */
  @StringField()
  remark = '';
}

/**
 * Sent after a remark on a friend was stored.
 *
 * Only /friend/set_friend_remark sends it. Today's client SDK uses /friend/update_friends, which has no
 * callback.
 */
export class SetFriendRemarkEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetFriendRemark;

  /** Whose remark it is. */
  @StringField()
  ownerUserID = '';

  /** The friend it is about. */
  @StringField()
  friendUserID = '';

  /** The new remark. */
  @StringField()
  remark = '';
}

/**
 * Sent before a user is put on a black list, and before OpenIM checks that the two users exist.
 *
 * @remarks
 * There is no callback afterwards.
 */
export class BeforeAddBlackEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeAddBlack;

  /** Whose black list it is. */
  @StringField()
  ownerUserID = '';

  /** Who is put on it. */
  @StringField()
  blackUserID = '';
}

/** Sent after a user was taken off a black list. */
export class RemoveBlackEvent {
  @CommandField()
  readonly callbackCommand = Command.afterRemoveBlack;

  /** Whose black list it is. */
  @StringField()
  ownerUserID = '';

  /** Who was taken off it. */
  @StringField()
  blackUserID = '';
}
