import { Command } from '../commands.js';
import { CommandField, ObjectListField, StringField } from '../fields.js';
import { UserInfo } from '../objects.js';
import { listFromObject, valueFromWrapper } from '../readings.js';

/**
 * Before: UserRegister RPC (/user/user_register, admin), after id/duplicate/existence checks. older docs
 * show users as an object: it is an array.
 */
export class BeforeUserRegisterEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeUserRegister;

  /** Never empty, elements never null in practice. */
  @ObjectListField(() => UserInfo, { reading: listFromObject })
  users: UserInfo[] = [];
}

/** After: UserRegister RPC done. */
export class UserRegisterEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUserRegister;

  /** As registered (after beforeUserRegister); createTime is what the caller sent, usually 0. */
  @ObjectListField(() => UserInfo, { reading: listFromObject })
  users: UserInfo[] = [];
}

/**
 * Before: UpdateUserInfo RPC (legacy /user/update_user_info). ex changes are invisible to the callback;
 * returning ex overwrites them. SDK clients use update_user_info_ex.
 */
export class BeforeUpdateUserInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeUpdateUserInfo;

  @StringField()
  userID = '';

  /** Never null in practice; "" = not changed. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true })
  nickname: string | null = null;

  /** Never null in practice; "" = not changed. */
  @StringField({ nullable: true })
  faceURL: string | null = null;

  /** ALWAYS null: the server never fills it. */
  @StringField({ nullable: true })
  ex: string | null = null;
}

/** After: UpdateUserInfo RPC done. */
export class UpdateUserInfoEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUpdateUserInfo;

  @StringField()
  userID = '';

  /**
   * Request value; "" = not changed (the docs say "resulting profile values": wrong). On the wire:
   * `nickName`.
   */
  @StringField({ wire: ['nickName', 'nickname'] })
  nickname = '';

  /** As nickName. */
  @StringField()
  faceURL = '';

  /** ALWAYS "": never filled. */
  @StringField()
  ex = '';
}

/**
 * Before: UpdateUserInfoEx RPC (/user/update_user_info_ex; what the client SDK uses). Changes of ex and
 * globalRecvMsgOpt are invisible.
 */
export class BeforeUpdateUserInfoExEvent {
  @CommandField()
  readonly callbackCommand = Command.beforeUpdateUserInfoEx;

  @StringField()
  userID = '';

  /** Plain string or null (not {"value":..}); null = not changed. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true, reading: valueFromWrapper })
  nickname: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  faceURL: string | null = null;

  /** ALWAYS null: the server never fills it. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  ex: string | null = null;
}

/**
 * After: UpdateUserInfoEx RPC done. If only ex changed, the callback carries no change at all: re-read the
 * user.
 */
export class UpdateUserInfoExEvent {
  @CommandField()
  readonly callbackCommand = Command.afterUpdateUserInfoEx;

  @StringField()
  userID = '';

  /** Plain string or null (not {"value":..}); null = not changed. On the wire: `nickName`. */
  @StringField({ wire: ['nickName', 'nickname'], nullable: true, reading: valueFromWrapper })
  nickname: string | null = null;

  /** String|null. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  faceURL: string | null = null;

  /** ALWAYS null: the server never fills it. */
  @StringField({ nullable: true, reading: valueFromWrapper })
  ex: string | null = null;
}
