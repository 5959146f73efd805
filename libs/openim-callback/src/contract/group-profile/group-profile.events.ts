import { Command } from '../commands.js';
import { CommandField, Int32Field, StringField } from '../fields.js';
import { valueFromWrapper } from '../readings.js';

/**
 * Before: SetGroupInfo RPC (legacy /group/set_group_info). MUST ECHO: the response values are copied
 * unconditionally (NotNilReplace(&req.X, &resp.X)). A plain {"actionCode":0,...,"nextCode":0} breaks every
 * set_group_info. Echo groupID, groupName, introduction, faceURL. A response groupID other than the
 * requested one makes OpenIM update THAT group, after the permission check on the first. The current
 * client SDK uses set_group_info_ex, not this.
 */
export class BeforeSetGroupInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetGroupInfo;

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  @StringField()
  groupID = '';

  /** "" = not changed. */
  @StringField()
  groupName = '';

  @StringField()
  notification = '';

  @StringField()
  introduction = '';

  @StringField()
  faceURL = '';

  /** "" = not changed or set to empty: indistinguishable. */
  @StringField()
  ex = '';

  /** 0 = not changed or set to 0: indistinguishable. */
  @Int32Field()
  needVerification = 0;

  @Int32Field()
  lookMemberInfo = 0;

  @Int32Field()
  applyMemberFriend = 0;
}

/**
 * After: SetGroupInfo RPC done. Not sent when nothing changed (update map empty).
 * ex/needVerification/lookMemberInfo/applyMemberFriend are plain values in the before callback and
 * nullable here.
 */
export class SetGroupInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetGroupInfo;

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  @StringField()
  groupID = '';

  /** "" = not changed. */
  @StringField()
  groupName = '';

  @StringField()
  notification = '';

  @StringField()
  introduction = '';

  @StringField()
  faceURL = '';

  /** Null = not changed. */
  @StringField({ nullable: true })
  ex: string | null = null;

  /** Null = not changed. */
  @Int32Field({ nullable: true })
  needVerification: number | null = null;

  @Int32Field({ nullable: true })
  lookMemberInfo: number | null = null;

  @Int32Field({ nullable: true })
  applyMemberFriend: number | null = null;
}

/**
 * Before: SetGroupInfoEx RPC (/group/set_group_info_ex; what the client SDK uses). MUST ECHO: the response
 * values are copied unconditionally (NotNilReplace(&req.X, &resp.X)). A plain allow response makes EVERY
 * set_group_info_ex fail (groupID "") - echo all fields of the request. All 9 keys are always present,
 * null when not changed (docs: "only the group fields selected").
 */
export class BeforeSetGroupInfoExEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetGroupInfoEx;

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  @StringField()
  groupID = '';

  /** PLAIN string or null (wrapperspb.StringValue has a custom MarshalJSON; NOT {"value":..}) */
  @StringField({ nullable: true, reading: valueFromWrapper })
  groupName: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  notification: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  introduction: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  faceURL: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  ex: string | null = null;

  /** PLAIN integer or null. */
  @Int32Field({ nullable: true, reading: valueFromWrapper })
  needVerification: number | null = null;

  /** Integer|null. */
  @Int32Field({ nullable: true, reading: valueFromWrapper })
  lookMemberInfo: number | null = null;

  /** Integer|null. */
  @Int32Field({ nullable: true, reading: valueFromWrapper })
  applyMemberFriend: number | null = null;
}

/** After: SetGroupInfoEx RPC done. */
export class SetGroupInfoExEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetGroupInfoEx;

  /**
   * Chosen by the client, shared by all callbacks of one operation: not an idempotency key. The header on
   * the context is the reliable one.
   */
  @StringField()
  operationID = '';

  @StringField()
  groupID = '';

  /** PLAIN string or null (wrapperspb.StringValue has a custom MarshalJSON; NOT {"value":..}) */
  @StringField({ nullable: true, reading: valueFromWrapper })
  groupName: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  notification: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  introduction: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  faceURL: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  ex: string | null = null;

  /** PLAIN integer or null. */
  @Int32Field({ nullable: true, reading: valueFromWrapper })
  needVerification: number | null = null;

  /** Integer|null. */
  @Int32Field({ nullable: true, reading: valueFromWrapper })
  lookMemberInfo: number | null = null;

  /** Integer|null. */
  @Int32Field({ nullable: true, reading: valueFromWrapper })
  applyMemberFriend: number | null = null;
}

/**
 * Before: SetGroupMemberInfo RPC (/group/set_group_member_info), once PER MEMBER, all with one
 * operationID. Mute/unmute do not go through here.
 */
export class BeforeSetGroupMemberInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeSetGroupMemberInfo;

  @StringField()
  groupID = '';

  @StringField()
  userID = '';

  /** Capital N; null = not changed. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true })
  nickname: string | null = null;

  /** Null = not changed. */
  @StringField({ nullable: true })
  faceURL: string | null = null;

  /** Null = not changed. */
  @Int32Field({ nullable: true })
  roleLevel: number | null = null;

  /** Null = not changed. */
  @StringField({ nullable: true })
  ex: string | null = null;
}

/** After: SetGroupMemberInfo RPC done, once per member. */
export class SetGroupMemberInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.afterSetGroupMemberInfo;

  @StringField()
  groupID = '';

  @StringField()
  userID = '';

  /** Capital N; null = not changed. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true })
  nickname: string | null = null;

  /** Null = not changed. */
  @StringField({ nullable: true })
  faceURL: string | null = null;

  /** Null = not changed. */
  @Int32Field({ nullable: true })
  roleLevel: number | null = null;

  /** Null = not changed. */
  @StringField({ nullable: true })
  ex: string | null = null;
}
