import { Command } from '../commands.js';
import { CommandField, Int32Field, ObjectListField, StringField, StringListField } from '../fields.js';
import { JoiningMember } from '../objects.js';
import { groupTypeFromText, listFromText } from '../converters.js';

/**
 * Sent before users become members of a group, whichever way: as first members of a new group, invited,
 * approved or joining a group that needs no approval.
 *
 * @remarks
 * A refusal turns all of them away; nobody can be taken off the list.
 *
 * Its wire name is `callbackBeforeMembersJoinGroupCommand`. Up to v3.7 OpenIM sends one
 * `callbackBeforeMemberJoinGroupCommand` for each user, which arrives here as a list of one.
 */
export class BeforeMemberJoinGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeMemberJoinGroup;

  /** The group. */
  @StringField()
  groupID = '';

  /** Who is about to become a member. */
  @ObjectListField(() => JoiningMember)
  memberList: JoiningMember[] = [];

  /** The group's extension text. */
  @StringField()
  groupEx = '';
}

/**
 * Sent before users are invited to a group.
 *
 * @remarks
 * A refusal stops the whole invitation: OpenIM ignores the list of refused users that the docs show in
 * answers.
 */
export class BeforeInviteUserToGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeInviteUserToGroup;

  /** Chosen by the client and shared by every callback of one operation: not an idempotency key. */
  @StringField()
  operationID = '';

  /** The group. */
  @StringField()
  groupID = '';

  /** What the inviting user wrote. */
  @StringField()
  reason = '';

  /** Who is invited. */
  @StringListField({ convert: listFromText })
  invitedUserIDs: string[] = [];
}

/**
 * Sent before a user joins a group, or applies to where approval is needed. Whether he is a member already is
 * checked later.
 */
export class BeforeApplyJoinGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeApplyJoinGroup;

  /** The group. */
  @StringField()
  groupID = '';

  /** 2, the only type that exists: a value of `GroupType`. On the wire: the one control character U+0002; the docs show a number. */
  @Int32Field({ convert: groupTypeFromText })
  groupType = 0;

  /** The joining user. */
  @StringField()
  applyID = '';

  /** What the joining user wrote. */
  @StringField()
  reqMessage = '';

  /** The application's extension text; since v3.5.0. */
  @StringField()
  ex = '';
}

/**
 * Sent after a user joined a group that needs no approval (needVerification 2). First members of a new group,
 * invited users, approved applicants and pending applications are not reported.
 *
 * @remarks
 * It is no complete list of joins, as the docs have it: beforeMemberJoinGroup sees all of them.
 */
export class JoinGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.afterJoinGroup;

  /** Chosen by the client and shared by every callback of one operation: not an idempotency key. */
  @StringField()
  operationID = '';

  /** The group. */
  @StringField()
  groupID = '';

  /** What the joining user wrote. */
  @StringField()
  reqMessage = '';

  /** A value of `JoinSource`: 1 by an admin, 2 by invitation, 3 by search, 4 by QR code. */
  @Int32Field()
  joinSource = 0;

  /** The user who joined, in spite of its name. Older docs call it `userID`. */
  @StringField({ wire: ['inviterUserID', 'userID'] })
  inviterUserID = '';
}

/** Sent after a member left a group. */
export class QuitGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.afterQuitGroup;

  /** The group. */
  @StringField()
  groupID = '';

  /** Who left. */
  @StringField()
  userID = '';
}

/**
 * Sent after members were removed from a group.
 *
 * @remarks
 * It does not tell by whom.
 */
export class KickGroupMemberEvent {
  @CommandField()
  readonly callbackCommand = Command.afterKickGroupMember;

  /** The group. */
  @StringField()
  groupID = '';

  /** Who was removed. */
  @StringListField()
  kickedUserIDs: string[] = [];

  /** What the removing user wrote. */
  @StringField()
  reason = '';
}
