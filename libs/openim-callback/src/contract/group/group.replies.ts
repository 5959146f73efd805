import { Int32Field, StringField } from '../fields.js';

/** What an answer to beforeCreateGroup can change. */
export class BeforeCreateGroupReply {
  /** Lets you choose the id; must not exist. */
  @StringField({ optional: true })
  groupID?: string;

  @StringField({ optional: true })
  groupName?: string;

  @StringField({ optional: true })
  notification?: string;

  @StringField({ optional: true })
  introduction?: string;

  @StringField({ optional: true })
  faceURL?: string;

  /** Changes only GroupInfo.ownerUserID, not the owner that is created. */
  @StringField({ optional: true })
  ownerUserID?: string;

  @StringField({ optional: true })
  ex?: string;

  @Int32Field({ optional: true })
  status?: number;

  @StringField({ optional: true })
  creatorUserID?: string;

  /** The groupType==2 check ran before the callback. */
  @Int32Field({ optional: true })
  groupType?: number;

  @Int32Field({ optional: true })
  needVerification?: number;

  @Int32Field({ optional: true })
  lookMemberInfo?: number;
}
