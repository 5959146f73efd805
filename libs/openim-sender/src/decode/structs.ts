import type { GoType } from '../commands/wire-type.js';

/** The fields of a Go struct by wire name. */
export type StructFields = Readonly<Record<string, GoType>>;

/** `callbackstruct.CommonCallbackResp`, which every answer embeds. */
export const commonReplyFields = {
  actionCode: 'int32',
  errCode: 'int32',
  errMsg: 'string',
  errDlt: 'string',
  nextCode: 'int32',
} as const satisfies StructFields;

/** The structs that occur inside answers (protocol v0.0.73-alpha.18 and `pkg/callbackstruct`). */
export const structs: Readonly<Record<string, StructFields>> = {
  UserInfo: {
    userID: 'string',
    nickname: 'string',
    faceURL: 'string',
    ex: 'string',
    createTime: 'int64',
    appMangerLevel: 'int32',
    globalRecvMsgOpt: 'int32',
  },
  OfflinePushInfo: {
    title: 'string',
    desc: 'string',
    ex: 'string',
    iOSPushSound: 'string',
    iOSBadgeCount: 'bool',
    signalInfo: 'string',
  },
  MemberJoinGroupCallBack: {
    userID: '*string',
    nickname: '*string',
    faceURL: '*string',
    roleLevel: '*int32',
    muteEndTime: '*int64',
    ex: '*string',
  },
};

/**
 * Finds the struct field a JSON name goes into: exactly, or else with letter case ignored, as Go's
 * `encoding/json` does. Its case folding also takes U+017F for s and U+212A for k.
 */
export function matchField<Value>(
  fields: Readonly<Record<string, Value>>,
  name: string,
): readonly [field: string, value: Value] | undefined {
  const exact = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (exact !== undefined) return [name, exact];
  const folded = fold(name);
  return Object.entries(fields).find(([field]) => fold(field) === folded);
}

function fold(name: string): string {
  return name
    .replace(/\u017f/g, 's')
    .replace(/\u212a/g, 'k')
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
