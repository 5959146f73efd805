import { ObjectListField, StringField } from '../fields.js';
import { UserInfo } from '../objects.js';

/** What an answer to beforeUserRegister can change. */
export class BeforeUserRegisterReply {
  /**
   * Replaces the users. OpenIM does not check them again, neither that they are new nor that they differ nor
   * that no id has a colon, and it ignores `createTime`. It takes `[]` for no change: refuse to register
   * nobody.
   */
  @ObjectListField(() => UserInfo, { optional: true })
  users?: UserInfo[];
}

/** What an answer to beforeUpdateUserInfo can change; what is left out stays as requested. */
export class BeforeUpdateUserInfoReply {
  /** The user's name. */
  @StringField({ wire: 'nickName', optional: true })
  nickname?: string;

  /** The avatar. */
  @StringField({ optional: true })
  faceURL?: string;

  /** The extension text. It overwrites a requested change, which the event does not show. */
  @StringField({ optional: true })
  ex?: string;
}

/**
 * What an answer to beforeUpdateUserInfoEx can change; what is left out stays as requested. OpenIM crashes on
 * a field that the request does not change, which is why `ex` is missing: the event never shows whether it
 * does.
 */
export class BeforeUpdateUserInfoExReply {
  /** Only where the event's own is not null. */
  @StringField({ wire: 'nickName', optional: true })
  nickname?: string;

  /** The avatar; only where the event's own is not null. */
  @StringField({ optional: true })
  faceURL?: string;
}
