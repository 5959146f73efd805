import { Command } from '../commands.js';
import { after, before } from '../definition.js';
import { user } from '../ordering-keys.js';
import {
  BeforeUserRegisterEvent,
  UserRegisterEvent,
  BeforeUpdateUserInfoEvent,
  UpdateUserInfoEvent,
  BeforeUpdateUserInfoExEvent,
  UpdateUserInfoExEvent,
} from './user.events.js';
import {
  BeforeUserRegisterReply,
  BeforeUpdateUserInfoReply,
  BeforeUpdateUserInfoExReply,
} from './user.replies.js';

/** The user commands. */
export const userDefinitions = {
  beforeUserRegister: before({
    command: Command.beforeUserRegister,
    key: 'beforeUserRegister',
    event: BeforeUserRegisterEvent,
    reply: BeforeUserRegisterReply,
    service: 'openim-rpc-user',
    trigger: 'UserRegister RPC (/user/user_register, admin), after id/duplicate/existence checks',
    since: 'v3.4.2 (v3.4.2-v3.8.0 also sent "secret", the IM secret!)',
    orderingKey: (event) => user(event.users[0]?.userID),
  }),
  afterUserRegister: after({
    command: Command.afterUserRegister,
    key: 'afterUserRegister',
    event: UserRegisterEvent,
    service: 'openim-rpc-user',
    trigger: 'UserRegister RPC done',
    since: 'v3.4.2',
    orderingKey: (event) => user(event.users[0]?.userID),
    idempotencyKey: (event) => event.users.map((each) => each.userID).join(':'),
  }),
  beforeUpdateUserInfo: before({
    command: Command.beforeUpdateUserInfo,
    key: 'beforeUpdateUserInfo',
    event: BeforeUpdateUserInfoEvent,
    reply: BeforeUpdateUserInfoReply,
    service: 'openim-rpc-user',
    trigger: 'UpdateUserInfo RPC (legacy /user/update_user_info)',
    since: 'v3.4.0',
    orderingKey: (event) => user(event.userID),
  }),
  afterUpdateUserInfo: after({
    command: Command.afterUpdateUserInfo,
    key: 'afterUpdateUserInfo',
    event: UpdateUserInfoEvent,
    service: 'openim-rpc-user',
    trigger: 'UpdateUserInfo RPC done',
    since: 'v3.4.2 (config updateUserInfo until v3.6)',
    orderingKey: (event) => user(event.userID),
  }),
  beforeUpdateUserInfoEx: before({
    command: Command.beforeUpdateUserInfoEx,
    key: 'beforeUpdateUserInfoEx',
    event: BeforeUpdateUserInfoExEvent,
    reply: BeforeUpdateUserInfoExReply,
    service: 'openim-rpc-user',
    trigger: 'UpdateUserInfoEx RPC (/user/update_user_info_ex; what the client SDK uses)',
    since: 'v3.5.0',
    orderingKey: (event) => user(event.userID),
  }),
  afterUpdateUserInfoEx: after({
    command: Command.afterUpdateUserInfoEx,
    key: 'afterUpdateUserInfoEx',
    event: UpdateUserInfoExEvent,
    service: 'openim-rpc-user',
    trigger: 'UpdateUserInfoEx RPC done',
    since: 'v3.5.0',
    orderingKey: (event) => user(event.userID),
  }),
};
