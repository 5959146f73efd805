import { Command } from '../commands.js';
import { CommandField, Int32Field, StringField } from '../fields.js';
import { valueFromWrapper } from '../converters.js';

/** What the two callbacks of the legacy route to a group's profile have in common. */
export abstract class GroupInfoChangeEvent {
  /** Always empty. The context has the one of the request's header. */
  @StringField()
  operationID = '';

  /** The group. */
  @StringField()
  groupID = '';

  /** Empty when it does not change. */
  @StringField()
  groupName = '';

  /** The announcement; empty when it does not change. */
  @StringField()
  notification = '';

  /** Empty when it does not change. */
  @StringField()
  introduction = '';

  /** The group's avatar; empty when it does not change. */
  @StringField()
  faceURL = '';
}

/**
 * Sent before the profile of a group changes by the legacy route /group/set_group_info. Today's client SDK
 * uses beforeSetGroupInfoEx: listen to both.
 *
 * @remarks
 * OpenIM copies `groupID`, `groupName`, `introduction` and `faceURL` from the answer even when they are not
 * there (since v3.5.0), so that an answer without them makes every change fail. The answers made with
 * `allow()` and `modify()` repeat them.
 */
export class BeforeSetGroupInfoEvent extends GroupInfoChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetGroupInfo;

  /** The group's extension text; empty when it does not change, and also when it becomes empty. */
  @StringField()
  ex = '';

  /**
   * Joining, a value of `NeedVerification`: 0 applicants need approval and invited users do not, 1 both need it,
   * 2 nobody does. Also 0 when it does not change.
   */
  @Int32Field()
  needVerification = 0;

  /** Whether members may look at each other's profiles: 0 yes, 1 no. Also 0 when it does not change. */
  @Int32Field()
  lookMemberInfo = 0;

  /** Whether members may add each other as friends: 0 yes, 1 no. Also 0 when it does not change. */
  @Int32Field()
  applyMemberFriend = 0;
}

/**
 * Sent after the profile of a group changed by the legacy route /group/set_group_info, unless nothing
 * changed. Today's client SDK causes afterSetGroupInfoEx: listen to both.
 */
export class SetGroupInfoEvent extends GroupInfoChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetGroupInfo;

  /** The group's extension text; null when it did not change. */
  @StringField({ nullable: true })
  ex: string | null = null;

  /**
   * Joining, a value of `NeedVerification`: 0 applicants need approval and invited users do not, 1 both need it,
   * 2 nobody does. Null when it did not change.
   */
  @Int32Field({ nullable: true })
  needVerification: number | null = null;

  /** Whether members may look at each other's profiles: 0 yes, 1 no. Null when it did not change. */
  @Int32Field({ nullable: true })
  lookMemberInfo: number | null = null;

  /** Whether members may add each other as friends: 0 yes, 1 no. Null when it did not change. */
  @Int32Field({ nullable: true })
  applyMemberFriend: number | null = null;
}

/**
 * What the two callbacks of the client SDK's route to a group's profile have in common.
 *
 * @remarks
 * Null means that a field does not change. The docs show `{"value": ...}`; OpenIM sends the plain value.
 */
export abstract class GroupInfoExChangeEvent {
  /** Always empty. The context has the one of the request's header. */
  @StringField()
  operationID = '';

  /** The group. */
  @StringField()
  groupID = '';

  /** The group's name. */
  @StringField({ nullable: true, convert: valueFromWrapper })
  groupName: string | null = null;

  /** The announcement. */
  @StringField({ nullable: true, convert: valueFromWrapper })
  notification: string | null = null;

  /** What the group says about itself. */
  @StringField({ nullable: true, convert: valueFromWrapper })
  introduction: string | null = null;

  /** The group's avatar. */
  @StringField({ nullable: true, convert: valueFromWrapper })
  faceURL: string | null = null;

  /** The group's extension text. */
  @StringField({ nullable: true, convert: valueFromWrapper })
  ex: string | null = null;

  /** Joining, a value of `NeedVerification`: 0 applicants need approval and invited users do not, 1 both need it, 2 nobody does. */
  @Int32Field({ nullable: true, convert: valueFromWrapper })
  needVerification: number | null = null;

  /** Whether members may look at each other's profiles: 0 yes, 1 no. */
  @Int32Field({ nullable: true, convert: valueFromWrapper })
  lookMemberInfo: number | null = null;

  /** Whether members may add each other as friends: 0 yes, 1 no. */
  @Int32Field({ nullable: true, convert: valueFromWrapper })
  applyMemberFriend: number | null = null;
}

/**
 * Sent before the profile of a group changes by the client SDK's route /group/set_group_info_ex (since
 * v3.8.1).
 *
 * @remarks
 * OpenIM copies every field but the announcement from the answer, even when it is not there: without
 * `groupID` every change fails, and without the others theirs is lost. The answers made with `allow()` and
 * `modify()` repeat them.
 */
export class BeforeSetGroupInfoExEvent extends GroupInfoExChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetGroupInfoEx;
}

/**
 * Sent after the profile of a group changed by the client SDK's route /group/set_group_info_ex (since
 * v3.8.1).
 */
export class SetGroupInfoExEvent extends GroupInfoExChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetGroupInfoEx;
}

/**
 * What the two callbacks about a group member's profile have in common.
 *
 * @remarks
 * Null means that a field does not change.
 */
export abstract class GroupMemberInfoChangeEvent {
  /** The group. */
  @StringField()
  groupID = '';

  /** Whose profile it is. */
  @StringField()
  userID = '';

  /** The member's name in the group. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true })
  nickname: string | null = null;

  /** The member's avatar in the group. */
  @StringField({ nullable: true })
  faceURL: string | null = null;

  /** A value of `RoleLevel`: 100 owner, 60 admin, 20 member. */
  @Int32Field({ nullable: true })
  roleLevel: number | null = null;

  /** The member's extension text. */
  @StringField({ nullable: true })
  ex: string | null = null;
}

/**
 * Sent before the profile of a group member changes, once for each member of the request. Muting is no such
 * change and has no callback.
 */
export class BeforeSetGroupMemberInfoEvent extends GroupMemberInfoChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetGroupMemberInfo;
}

/** Sent after the profile of a group member changed, once for each member of the request. */
export class SetGroupMemberInfoEvent extends GroupMemberInfoChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetGroupMemberInfo;
}
