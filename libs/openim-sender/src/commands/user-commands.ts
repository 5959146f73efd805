import { after, before } from './wire-command.js';
import { whenNotEmpty, whenNotNull } from './wire-type.js';

/** Registration and profiles: rpc-user. */
export const userCommands = [
  before('callbackBeforeUserRegisterCommand', 'beforeUserRegister', 'v3.4.2', {
    reply: { users: whenNotEmpty('[]*UserInfo') },
  }),
  after('callbackAfterUserRegisterCommand', 'afterUserRegister', 'v3.4.2'),
  before('callbackBeforeUpdateUserInfoCommand', 'beforeUpdateUserInfo', 'v3.4.0', {
    reply: {
      nickName: whenNotNull('*string'),
      faceURL: whenNotNull('*string'),
      ex: whenNotNull('*string'),
    },
  }),
  after('callbackAfterUpdateUserInfoCommand', 'afterUpdateUserInfo', 'v3.4.2'),
  before('callbackBeforeUpdateUserInfoExCommand', 'beforeUpdateUserInfoEx', 'v3.5.0', {
    reply: {
      nickName: whenNotNull('*StringValue'),
      faceURL: whenNotNull('*StringValue'),
      ex: whenNotNull('*StringValue'),
    },
  }),
  after('callbackAfterUpdateUserInfoExCommand', 'afterUpdateUserInfoEx', 'v3.5.0'),
];
