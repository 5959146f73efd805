import { Command } from '../commands.js';
import { CommandField, Int32Field, ObjectListField, StringField, StringListField } from '../fields.js';
import { JoiningMember } from '../objects.js';
import { groupTypeFromText, listFromText } from '../readings.js';

/**
 * Before: CreateGroup (all initial members), InviteUserToGroup, GroupApplicationResponse(agree), JoinGroup
 * when needVerification==2 (Directly). config key is singular (beforeMemberJoinGroup), command is plural.
 * Members cannot be removed from the list; only all-or-nothing refusal.
 */
export class BeforeMemberJoinGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeMemberJoinGroup;

  @StringField()
  groupID = '';

  /** Elements {userID,ex}; ex is "" in practice. */
  @ObjectListField(() => JoiningMember)
  memberList: JoiningMember[] = [];

  @StringField()
  groupEx = '';
}

/**
 * Before: InviteUserToGroup RPC (/group/invite_user_to_group). Command says InviteJoinGroup, config says
 * InviteUserToGroup.
 */
export class BeforeInviteUserToGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeInviteUserToGroup;

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  @StringField()
  groupID = '';

  @StringField()
  reason = '';

  /** Array (older docs show a stringified array) */
  @StringListField({ reading: listFromText })
  invitedUserIDs: string[] = [];
}

/**
 * Before: JoinGroup RPC (/group/join_group), both direct join and application. Called before checking that
 * the user is not already a member.
 */
export class BeforeApplyJoinGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeApplyJoinGroup;

  @StringField()
  groupID = '';

  /**
   * String(int32): the single control character U+0002 for groupType 2, JSON "\u0002". Neither "2" nor 2
   * (docs say int 2)
   */
  @Int32Field({ reading: groupTypeFromText })
  groupType = 0;

  /** The joining user. */
  @StringField()
  applyID = '';

  @StringField()
  reqMessage = '';

  @StringField()
  ex = '';
}

/**
 * After: JoinGroup RPC, ONLY when the group has needVerification==2 (Directly) and the user became a
 * member at once. NOT fired for invitations, for approved applications, for members of a new group, nor
 * for a pending application: it is not a complete join feed (docs B: "by any means"). No userID field
 * (older docs show one).
 */
export class JoinGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.afterJoinGroup;

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  @StringField()
  groupID = '';

  @StringField()
  reqMessage = '';

  /** 1 admin invite, 2 invitation, 3 search, 4 QR code. */
  @Int32Field()
  joinSource = 0;

  /** The JOINING user (misnamed) */
  @StringField({ wire: ['inviterUserID', 'userID'] })
  inviterUserID = '';
}

/** After: QuitGroup RPC (/group/quit_group). */
export class QuitGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.afterQuitGroup;

  @StringField()
  groupID = '';

  @StringField()
  userID = '';
}

/** After: KickGroupMember RPC (/group/kick_group). The operator is not in the body. */
export class KickGroupMemberEvent {
  @CommandField()
  readonly callbackCommand = Command.afterKickGroupMember;

  @StringField()
  groupID = '';

  @StringListField()
  kickedUserIDs: string[] = [];

  @StringField()
  reason = '';
}
