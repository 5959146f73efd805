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
