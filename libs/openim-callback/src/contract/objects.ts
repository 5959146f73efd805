import { BooleanField, Int32Field, Int64Field, StringField } from './fields.js';

/** A user, as registered (Go: `sdkws.UserInfo`). */
export class UserInfo {
  /** The user's id. */
  @StringField()
  userID = '';

  /** The user's name. */
  @StringField()
  nickname = '';

  /** The avatar. */
  @StringField()
  faceURL = '';

  /** The user's extension text, for the application's own use. */
  @StringField()
  ex = '';

  /** Unix ms, as the registering request has it: usually 0. OpenIM ignores it in answers. */
  @Int64Field()
  createTime = 0;

  /** A value of `AccountLevel`: 0 or 1 an ordinary user, 2 an administrator, 3 a notification account. On the wire: `appMangerLevel`. */
  @Int32Field({ wire: ['appMangerLevel', 'appManagerLevel'] })
  appManagerLevel = 0;

  /** For all conversations, a value of `ReceiveOption`: 0 receive and notify, 1 do not receive, 2 receive without notifying. */
  @Int32Field()
  globalRecvMsgOpt = 0;

  /** Enterprise edition, a value of `UserStatus`: 0 normal, 1 banned, 2 expunged. */
  @Int32Field({ optional: true })
  status?: number;

  /** Enterprise edition, a value of `AddFriendPermission`: 0 ask, 1 without asking, 2 nobody may. */
  @Int32Field({ optional: true })
  addFriendPermission?: number;

  /** Enterprise edition: a group of users that the application tells apart. */
  @StringField({ optional: true })
  category?: string;
}

/** A first member of a new group (Go: `apistruct.GroupAddMemberInfo`). */
export class GroupMember {
  /** The member's id. */
  @StringField()
  userID = '';

  /** A value of `RoleLevel`: 100 owner, 60 admin, 20 member. */
  @Int32Field()
  roleLevel = 0;
}

/** A user about to join a group (Go: `callbackstruct.CallbackGroupMember`). */
export class JoiningMember {
  /** The joining user's id. */
  @StringField()
  userID = '';

  /** The member's extension text; empty in practice. */
  @StringField()
  ex = '';
}

/**
 * What to change of one joining member; what is left out stays. `userID` tells which one: OpenIM ignores
 * users that are not about to join, and crashes when it is missing.
 */
export class JoiningMemberChange {
  /** Which joining user to change. */
  @StringField()
  userID = '';

  /** The member's name in the group. */
  @StringField({ optional: true })
  nickname?: string;

  /** The member's avatar in the group. */
  @StringField({ optional: true })
  faceURL?: string;

  /** A value of `RoleLevel`: 100 owner, 60 admin, 20 member. */
  @Int32Field({ optional: true })
  roleLevel?: number;

  /** Until when the member is muted, in unix ms. */
  @Int64Field({ optional: true })
  muteEndTime?: number;

  /** The member's extension text. */
  @StringField({ optional: true })
  ex?: string;
}

/** The texts of an offline push. It replaces the whole object: what is left out becomes empty. */
export class OfflinePushInfo {
  /** The title of the push. */
  @StringField()
  title = '';

  /** The text of the push. */
  @StringField()
  desc = '';

  /** The extension text of the push, not of the message. */
  @StringField()
  ex = '';

  /** The sound that iOS plays, such as `+1`. */
  @StringField()
  iOSPushSound = '';

  /** Whether the push raises the badge's count. */
  @BooleanField()
  iOSBadgeCount = false;

  /** A text for the client. */
  @StringField()
  signalInfo = '';
}
