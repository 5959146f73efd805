import { Int32Field, StringField } from '../fields.js';

/** What an answer to beforeSetGroupInfo can change. */
export class BeforeSetGroupInfoReply {
  /** Absent = "" = the new name is silently dropped. */
  @StringField({ optional: true })
  groupName?: string;

  /** As groupName. */
  @StringField({ optional: true })
  introduction?: string;

  /** As groupName. */
  @StringField({ optional: true })
  faceURL?: string;

  /** Null/absent keeps the request value. */
  @StringField({ optional: true })
  ex?: string;

  /** Null/absent keeps. */
  @Int32Field({ optional: true })
  needVerification?: number;

  @Int32Field({ optional: true })
  lookMemberInfo?: number;

  @Int32Field({ optional: true })
  applyMemberFriend?: number;
}

/** What an answer to beforeSetGroupInfoEx can change. */
export class BeforeSetGroupInfoExReply {
  /**
   * Absent or null = change dropped; plain string, an object {"value":..} is a parse error = refused.
   */
  @StringField({ optional: true })
  groupName?: string;

  /** Absent/null = change dropped. */
  @StringField({ optional: true })
  introduction?: string;

  /** Absent/null = change dropped. */
  @StringField({ optional: true })
  faceURL?: string;

  /** Absent/null = change dropped. */
  @StringField({ optional: true })
  ex?: string;

  /** Absent/null = change dropped; integer literal only ("2" or 2.0 = parse error) */
  @Int32Field({ optional: true })
  needVerification?: number;

  /** As needVerification. */
  @Int32Field({ optional: true })
  lookMemberInfo?: number;

  /** As needVerification. */
  @Int32Field({ optional: true })
  applyMemberFriend?: number;
}

/** What an answer to beforeSetGroupMemberInfo can change. */
export class BeforeSetGroupMemberInfoReply {
  @StringField({ optional: true })
  ex?: string;

  /** Null/absent leaves the request value. */
  @StringField({ wire: 'nickName', optional: true })
  nickname?: string;

  @StringField({ optional: true })
  faceURL?: string;

  /** Applied after the permission checks. */
  @Int32Field({ optional: true })
  roleLevel?: number;
}
