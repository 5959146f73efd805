import { BooleanField, Int32Field, Int64Field, StringField } from './fields.js';

/** A user, as registered (Go: sdkws.UserInfo). */
export class UserInfo {
  @StringField()
  userID = '';

  @StringField()
  nickname = '';

  @StringField()
  faceURL = '';

  @StringField()
  ex = '';

  /** Unix ms. */
  @Int64Field()
  createTime = 0;

  /** Sic (appManger). On the wire: `appMangerLevel`. */
  @Int32Field({ wire: ['appMangerLevel', 'appManagerLevel'] })
  appManagerLevel = 0;

  @Int32Field()
  globalRecvMsgOpt = 0;
}

/** A first member of a new group (Go: apistruct.GroupAddMemberInfo). */
export class GroupMember {
  @StringField()
  userID = '';

  /** 100 owner, 60 admin, 20 member. */
  @Int32Field()
  roleLevel = 0;
}

/** A user about to join a group (Go: callbackstruct.CallbackGroupMember). */
export class JoiningMember {
  @StringField()
  userID = '';

  @StringField()
  ex = '';
}

/**
 * What to change of one joining member; `userID` names him and must be one of the members, a missing one
 * would crash the request in OpenIM.
 */
export class JoiningMemberChange {
  @StringField()
  userID = '';

  @StringField({ optional: true })
  nickname?: string;

  @StringField({ optional: true })
  faceURL?: string;

  /** 100 owner, 60 admin, 20 member. */
  @Int32Field({ optional: true })
  roleLevel?: number;

  @Int64Field({ optional: true })
  muteEndTime?: number;

  @StringField({ optional: true })
  ex?: string;
}

/** The texts of an offline push. It replaces the whole object: what is left out becomes empty. */
export class OfflinePushInfo {
  @StringField()
  title = '';

  @StringField()
  desc = '';

  @StringField()
  ex = '';

  @StringField()
  iOSPushSound = '';

  /** Boolean. */
  @BooleanField()
  iOSBadgeCount = false;

  @StringField()
  signalInfo = '';
}
