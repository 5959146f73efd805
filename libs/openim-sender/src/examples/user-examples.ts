import { cast, type Example, type Examples } from './cast.js';

function registration(callbackCommand: string): Example {
  return {
    callbackCommand,
    users: [user(cast.alice, cast.aliceNickname), user(cast.bob, cast.bobNickname)],
  };
}

function user(userID: string, nickname: string): Example {
  return {
    userID,
    nickname,
    faceURL: '',
    ex: '',
    createTime: 0,
    appMangerLevel: 0,
    globalRecvMsgOpt: 0,
  };
}

function profile(callbackCommand: string, values: Example): Example {
  return { callbackCommand, userID: cast.alice, ...values };
}

/** Bodies of the user family. OpenIM never fills `ex` in the four profile callbacks. */
export const userExamples: Examples = {
  callbackBeforeUserRegisterCommand: registration('callbackBeforeUserRegisterCommand'),
  callbackAfterUserRegisterCommand: registration('callbackAfterUserRegisterCommand'),
  callbackBeforeUpdateUserInfoCommand: profile('callbackBeforeUpdateUserInfoCommand', {
    nickName: 'Alice B.',
    faceURL: '',
    ex: null,
  }),
  callbackAfterUpdateUserInfoCommand: profile('callbackAfterUpdateUserInfoCommand', {
    nickName: 'Alice B.',
    faceURL: '',
    ex: '',
  }),
  callbackBeforeUpdateUserInfoExCommand: profile('callbackBeforeUpdateUserInfoExCommand', {
    nickName: 'Alice B.',
    faceURL: null,
    ex: null,
  }),
  callbackAfterUpdateUserInfoExCommand: profile('callbackAfterUpdateUserInfoExCommand', {
    nickName: 'Alice B.',
    faceURL: null,
    ex: null,
  }),
};
