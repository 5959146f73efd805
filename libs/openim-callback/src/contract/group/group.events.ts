import { Command } from '../commands.js';
import {
  CommandField,
  Int32Field,
  Int64Field,
  ObjectListField,
  StringField,
  StringListField,
  Uint32Field,
} from '../fields.js';
import { GroupMember } from '../objects.js';
import { groupTypeFromText } from '../readings.js';

/** The flattened group of both create-group callbacks (Go: an embedded `*GroupInfo`). */
export abstract class GroupCreationEvent {
  @StringField()
  groupID = '';

  @StringField()
  groupName = '';

  @StringField()
  notification = '';

  @StringField()
  introduction = '';

  @StringField()
  faceURL = '';

  @StringField()
  ownerUserID = '';

  @Int64Field()
  createTime = 0;

  @Uint32Field()
  memberCount = 0;

  @StringField()
  ex = '';

  @Int32Field()
  status = 0;

  @StringField()
  creatorUserID = '';

  @Int32Field()
  groupType = 0;

  @Int32Field()
  needVerification = 0;

  @Int32Field()
  lookMemberInfo = 0;

  @Int32Field()
  applyMemberFriend = 0;

  @Int64Field()
  notificationUpdateTime = 0;

  @StringField()
  notificationUserID = '';
}

/**
 * Before: CreateGroup RPC (/group/create_group), before the group id is generated. GroupInfo fields are
 * flattened (Go *GroupInfo embed); the Go type allows them all to be absent, in practice they are always
 * there. Member list cannot be changed. callbackBeforeMembersJoinGroupCommand is called right after this
 * one for the same creation.
 */
export class BeforeCreateGroupEvent extends GroupCreationEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeCreateGroup;

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  /** Owner (100) first, then admins (60), then members (20); elements never null. */
  @ObjectListField(() => GroupMember)
  initMemberList: GroupMember[] = [];
}

/**
 * After: CreateGroup RPC done. No operationID in the body (docs suggest it as idempotency key): take it
 * from the header.
 */
export class CreateGroupEvent extends GroupCreationEvent {
  @CommandField()
  readonly callbackCommand = Command.afterCreateGroup;

  /**
   * Contains the owner TWICE (100, then 20), each admin TWICE (60, then 20) and the operator (e.g.
   * imAdmin) with 20 although he is not a member: keep the highest roleLevel per userID and do not trust
   * the operator.
   */
  @ObjectListField(() => GroupMember)
  initMemberList: GroupMember[] = [];
}

/**
 * After: DismissGroup RPC (/group/dismiss_group). Capital M in DisMiss. When notification.yml has
 * groupDismissed.isSendMsg=false, openim-push calls DismissGroup(deleteMember=true) again on handling the
 * notification, so the callback fires a second time with no members (default true: once).
 */
export class DismissGroupEvent {
  @CommandField()
  readonly callbackCommand = Command.afterDismissGroup;

  @StringField()
  groupID = '';

  /** Not ownerUserID. On the wire: `ownerID`. */
  @StringField({ wire: ['ownerID', 'ownerUserID'] })
  ownerUserID = '';

  /** "\u0002" control character, as in beforeApplyJoinGroup (docs: int 2 / string) */
  @Int32Field({ reading: groupTypeFromText })
  groupType = 0;

  /**
   * Members still stored after the dismissal: empty (probably null, Go slice straight from the store; not
   * run) when deleteMember=true. On the wire: `membersID`.
   */
  @StringListField({ wire: ['membersID', 'memberUserIDs'] })
  memberUserIDs: string[] = [];
}

/** After: TransferGroupOwner RPC (/group/transfer_group). */
export class TransferGroupOwnerEvent {
  @CommandField()
  readonly callbackCommand = Command.afterTransferGroupOwner;

  @StringField()
  groupID = '';

  @StringField()
  oldOwnerUserID = '';

  @StringField()
  newOwnerUserID = '';
}
