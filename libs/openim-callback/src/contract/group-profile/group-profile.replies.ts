import { Int32Field, StringField } from '../fields.js';

/**
 * What an answer to beforeSetGroupInfo can change; what is left out stays as requested. `groupID` is missing
 * because another one would change another group than the one whose permission was checked, `notification`
 * because OpenIM ignores it.
 */
export class BeforeSetGroupInfoReply {
  /** The group's name. */
  @StringField({ optional: true })
  groupName?: string;

  /** What the group says about itself. */
  @StringField({ optional: true })
  introduction?: string;

  /** The group's avatar. */
  @StringField({ optional: true })
  faceURL?: string;

  /** The group's extension text. */
  @StringField({ optional: true })
  ex?: string;

  /** Joining, a value of `NeedVerification`: 0 applicants need approval and invited users do not, 1 both need it, 2 nobody does. */
  @Int32Field({ optional: true })
  needVerification?: number;

  /** Whether members may look at each other's profiles: 0 yes, 1 no. */
  @Int32Field({ optional: true })
  lookMemberInfo?: number;

  /** Whether members may add each other as friends: 0 yes, 1 no. */
  @Int32Field({ optional: true })
  applyMemberFriend?: number;
}

/**
 * What an answer to beforeSetGroupInfoEx can change: the same as for beforeSetGroupInfo, and for the same
 * reasons.
 */
export class BeforeSetGroupInfoExReply extends BeforeSetGroupInfoReply {}

/** What an answer to beforeSetGroupMemberInfo can change; what is left out stays as requested. */
export class BeforeSetGroupMemberInfoReply {
  /** The member's extension text. */
  @StringField({ optional: true })
  ex?: string;

  /** The member's name in the group. */
  @StringField({ wire: 'nickName', optional: true })
  nickname?: string;

  /** The member's avatar in the group. */
  @StringField({ optional: true })
  faceURL?: string;

  /** A value of `RoleLevel`: 100 owner, 60 admin, 20 member. Nothing checks any more whether the caller may give that role. */
  @Int32Field({ optional: true })
  roleLevel?: number;
}
