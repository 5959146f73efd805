import { Command } from '../commands.js';
import { CommandField, ObjectListField, StringField } from '../fields.js';
import { UserInfo } from '../objects.js';
import { listFromObject, valueFromWrapper } from '../converters.js';

/**
 * Sent before an administrator registers users, once OpenIM has checked the form of their ids and that none
 * exists yet.
 *
 * @remarks
 * Up to v3.8.0 the body also holds `secret`, the secret of the IM server: take care where raw bodies go.
 */
export class BeforeUserRegisterEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeUserRegister;

  /** Never empty. Older docs show a single object. */
  @ObjectListField(() => UserInfo, { convert: listFromObject })
  users: UserInfo[] = [];
}

/**
 * Sent after an administrator registered users.
 *
 * @remarks
 * Up to v3.8.0 the body also holds `secret`, the secret of the IM server: take care where raw bodies go.
 */
export class UserRegisterEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserRegister;

  /** Those registered, as the answer to beforeUserRegister left them. */
  @ObjectListField(() => UserInfo, { convert: listFromObject })
  users: UserInfo[] = [];
}

/**
 * Sent before the profile of a user changes by the legacy route /user/update_user_info. Today's client SDK
 * uses beforeUpdateUserInfoEx: listen to both.
 */
export class BeforeUpdateUserInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeUpdateUserInfo;

  /** Whose profile it is. */
  @StringField()
  userID = '';

  /** Empty when it does not change; never null in practice. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true })
  nickname: string | null = null;

  /** The avatar; empty when it does not change, never null in practice. */
  @StringField({ nullable: true })
  faceURL: string | null = null;

  /** Always null: OpenIM never tells whether the extension text changes. */
  @StringField({ nullable: true })
  ex: string | null = null;
}

/**
 * Sent after the profile of a user changed by the legacy route /user/update_user_info. Today's client SDK
 * causes afterUpdateUserInfoEx: listen to both.
 *
 * @remarks
 * It holds the request, not the resulting profile as the docs say.
 */
export class UpdateUserInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUpdateUserInfo;

  /** Whose profile it is. */
  @StringField()
  userID = '';

  /** Empty when it did not change. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'] })
  nickname = '';

  /** The avatar; empty when it did not change. */
  @StringField()
  faceURL = '';

  /** Always empty: OpenIM never tells whether the extension text changed. */
  @StringField()
  ex = '';
}

/**
 * What the two callbacks of the client SDK's route to a user's profile have in common.
 *
 * @remarks
 * Null means that a field does not change. The docs show `{"value": ...}`; OpenIM sends the plain value.
 */
export abstract class UserInfoExChangeEvent {
  /** Whose profile it is. */
  @StringField()
  userID = '';

  /** On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true, convert: valueFromWrapper })
  nickname: string | null = null;

  /** The avatar. */
  @StringField({ nullable: true, convert: valueFromWrapper })
  faceURL: string | null = null;

  /** Always null: OpenIM never tells whether the extension text changes. */
  @StringField({ nullable: true, convert: valueFromWrapper })
  ex: string | null = null;
}

/**
 * Sent before the profile of a user changes by the client SDK's route /user/update_user_info_ex (since
 * v3.5.0).
 *
 * @remarks
 * Changes of `ex` and of `globalRecvMsgOpt` do not show.
 */
export class BeforeUpdateUserInfoExEvent extends UserInfoExChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeUpdateUserInfoEx;
}

/**
 * Sent after the profile of a user changed by the client SDK's route /user/update_user_info_ex (since
 * v3.5.0).
 *
 * @remarks
 * When every field is null, something changed that does not show, such as `ex`: read the user again.
 */
export class UpdateUserInfoExEvent extends UserInfoExChangeEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUpdateUserInfoEx;
}
