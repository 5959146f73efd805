import { after, before } from './wire-command.js';
import { whenNotEmpty, whenNotNull } from './wire-type.js';

/** Registration and profiles: rpc-user. */
export const userCommands = [
  before('callbackBeforeUserRegisterCommand', 'beforeUserRegister', {
    reply: { users: whenNotEmpty('[]*UserInfo') },
  }),
  after('callbackAfterUserRegisterCommand', 'afterUserRegister'),
  before('callbackBeforeUpdateUserInfoCommand', 'beforeUpdateUserInfo', {
    reply: {
      nickName: whenNotNull('*string'),
      faceURL: whenNotNull('*string'),
      ex: whenNotNull('*string'),
    },
  }),
  after('callbackAfterUpdateUserInfoCommand', 'afterUpdateUserInfo'),
  before('callbackBeforeUpdateUserInfoExCommand', 'beforeUpdateUserInfoEx', {
    reply: {
      nickName: whenNotNull('*StringValue'),
      faceURL: whenNotNull('*StringValue'),
      ex: whenNotNull('*StringValue'),
    },
  }),
  after('callbackAfterUpdateUserInfoExCommand', 'afterUpdateUserInfoEx'),
];
