import { ObjectListField, StringField } from '../fields.js';
import { UserInfo } from '../objects.js';

/** What an answer to beforeUserRegister can change. */
export class BeforeUserRegisterReply {
  /**
   * Replaces the whole array when NON-EMPTY; NOT re-validated (existence, duplicates, ":" in ids); a null
   * element panics; createTime is ignored.
   */
  @ObjectListField(() => UserInfo, { optional: true })
  users?: UserInfo[];
}

/** What an answer to beforeUpdateUserInfo can change. */
export class BeforeUpdateUserInfoReply {
  @StringField({ wire: 'nickName', optional: true })
  nickname?: string;

  @StringField({ optional: true })
  faceURL?: string;

  @StringField({ optional: true })
  ex?: string;
}

/** What an answer to beforeUpdateUserInfoEx can change. */
export class BeforeUpdateUserInfoExReply {
  /**
   * PANIC (client 500) if returned non-null while the request had null: NotNilReplace(nil pointer). Return
   * it only when the request carried it.
   */
  @StringField({ wire: 'nickName', optional: true })
  nickname?: string;

  /** Same. */
  @StringField({ optional: true })
  faceURL?: string;
}
