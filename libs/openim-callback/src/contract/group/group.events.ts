import { Command } from '../commands.js';
import {
  BooleanField,
  CommandField,
  Int32Field,
  Int64Field,
  ObjectListField,
  StringField,
  StringListField,
  Uint32Field,
} from '../fields.js';
import { GroupMember } from '../objects.js';
import { groupTypeFromText } from '../converters.js';

/** The group that both create-group callbacks hold (Go: an embedded `*GroupInfo`). */
export abstract class GroupCreationEvent {
  /** Empty before the creation, unless the caller chose one. */
  @StringField()
  groupID = '';

  /** The group's name. */
  @StringField()
  groupName = '';

  /** The announcement. */
  @StringField()
  notification = '';

  /** What the group says about itself. */
  @StringField()
  introduction = '';

  /** The group's avatar. */
  @StringField()
  faceURL = '';

  /** Before the creation usually empty: the owner is the first of `initMemberList`. */
  @StringField()
  ownerUserID = '';

  /** Unix ms; 0 before the creation. */
  @Int64Field()
  createTime = 0;

  /** 0 before the creation; afterwards it counts an operator who is no member too. */
  @Uint32Field()
  memberCount = 0;

  /** The group's extension text, for the application's own use. */
  @StringField()
  ex = '';

  /** A value of `GroupStatus`: 0 normal, 2 dismissed, 3 muted. */
  @Int32Field()
  status = 0;

  /** Who created the group. */
  @StringField()
  creatorUserID = '';

  /** 2, the only type that exists: a value of `GroupType`. */
  @Int32Field()
  groupType = 0;

  /** Joining, a value of `NeedVerification`: 0 applicants need approval and invited users do not, 1 both need it, 2 nobody does. */
  @Int32Field()
  needVerification = 0;

  /** Whether members may look at each other's profiles: 0 yes, 1 no. */
  @Int32Field()
  lookMemberInfo = 0;

  /** Whether members may add each other as friends: 0 yes, 1 no. */
  @Int32Field()
  applyMemberFriend = 0;

  /** Enterprise edition: whether members see who has read a message. */
  @BooleanField({ optional: true })
  displayIsRead?: boolean;

  /** Enterprise edition: the members who may write while the group is muted. */
  @StringListField({ optional: true })
  muteBypassUserIDs?: string[];

  /** When the announcement changed last, in unix ms. */
  @Int64Field()
  notificationUpdateTime = 0;

  /** Who changed the announcement last. */
  @StringField()
  notificationUserID = '';
}

/**
 * Sent before a group is created and its id generated. beforeMemberJoinGroup follows for the same members.
 *
 * @remarks
 * The members cannot be changed here.
 */
export class BeforeCreateGroupEvent extends GroupCreationEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeCreateGroup;

  /** Chosen by the client and shared by every callback of one operation: not an idempotency key. */
  @StringField()
  operationID = '';

  /** The owner first, then admins, then members. */
  @ObjectListField(() => GroupMember)
  initMemberList: GroupMember[] = [];
}

/**
 * Sent after a group was created.
 *
 * @remarks
 * `initMemberList` is not the list of members, see there.
 *
 * The body has no `operationID`; the context has the one of the request's header.
 */
export class CreateGroupEvent extends GroupCreationEvent {
  @CommandField()
  readonly callbackCommand = Command.afterCreateGroup;

  /**
   * Not to be taken literally: the owner is in it twice (100, then 20), every admin twice (60, then 20), and
   * so is the operator, perhaps an administrator of OpenIM who is no member (20). Keep the highest
   * `roleLevel` of each user, and do not trust the operator's.
   */
  @ObjectListField(() => GroupMember)
  initMemberList: GroupMember[] = [];
}

/**
 * Sent after a group was dismissed.
 *
 * @remarks
 * It is sent a second time, without members, where notification.yml sets `groupDismissed.isSendMsg` to false:
 * keep the first.
 */
export class DismissGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.afterDismissGroup;

  /** The group. */
  @StringField()
  groupID = '';

  /** On the wire: `ownerID`. */
  @StringField({ wire: ['ownerID', 'ownerUserID'] })
  ownerUserID = '';

  /** 2, the only type that exists: a value of `GroupType`. On the wire: the one control character U+0002; the docs show a number. */
  @Int32Field({ convert: groupTypeFromText })
  groupType = 0;

  /** Who was a member; empty when the members were deleted with the group. On the wire: `membersID`. */
  @StringListField({ wire: ['membersID', 'memberUserIDs'] })
  memberUserIDs: string[] = [];
}

/** Sent after a group was given to another owner. */
export class TransferGroupOwnerEvent {
  @CommandField()
  readonly callbackCommand = Command.afterTransferGroupOwner;

  /** The group. */
  @StringField()
  groupID = '';

  /** Who owned the group. */
  @StringField()
  oldOwnerUserID = '';

  /** Who owns it now. */
  @StringField()
  newOwnerUserID = '';
}
