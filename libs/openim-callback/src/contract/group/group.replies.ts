import { Int32Field, StringField } from '../fields.js';

/**
 * What an answer to beforeCreateGroup can change; what is left out stays. `applyMemberFriend` is missing
 * because OpenIM ignores it here.
 */
export class BeforeCreateGroupReply {
  /** Chooses the group's id, which must not exist yet. */
  @StringField({ optional: true })
  groupID?: string;

  /** The group's name. */
  @StringField({ optional: true })
  groupName?: string;

  /** The announcement. */
  @StringField({ optional: true })
  notification?: string;

  /** What the group says about itself. */
  @StringField({ optional: true })
  introduction?: string;

  /** The group's avatar. */
  @StringField({ optional: true })
  faceURL?: string;

  /** Changes what the group says of its owner, but not who becomes the owner. */
  @StringField({ optional: true })
  ownerUserID?: string;

  /** The group's extension text. */
  @StringField({ optional: true })
  ex?: string;

  /** A value of `GroupStatus`: 0 normal, 2 dismissed, 3 muted. */
  @Int32Field({ optional: true })
  status?: number;

  /** Who the group says created it. */
  @StringField({ optional: true })
  creatorUserID?: string;

  /** Leave it at 2, the only type that exists: OpenIM does not check it again. */
  @Int32Field({ optional: true })
  groupType?: number;

  /** Joining, a value of `NeedVerification`: 0 applicants need approval and invited users do not, 1 both need it, 2 nobody does. */
  @Int32Field({ optional: true })
  needVerification?: number;

  /** Whether members may look at each other's profiles: 0 yes, 1 no. */
  @Int32Field({ optional: true })
  lookMemberInfo?: number;
}
