import { Command } from '../commands.js';
import { after, before } from '../definition.js';
import { idempotencyKey, user } from '../event-keys.js';
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
    trigger:
      'before an administrator registers users, once their ids were checked for form, duplicates and existence (UserRegister RPC: REST /user/user_register)',
    since: 'v3.4.2',
    history: 'until v3.8.0 the body also held "secret", the secret of the IM server',
    orderingKey: (event) => user(event.users[0]?.userID),
  }),
  afterUserRegister: after({
    command: Command.afterUserRegister,
    key: 'afterUserRegister',
    event: UserRegisterEvent,
    service: 'openim-rpc-user',
    trigger: 'after an administrator registered users (UserRegister RPC: REST /user/user_register)',
    since: 'v3.4.2',
    orderingKey: (event) => user(event.users[0]?.userID),
    idempotencyKey: (event) => idempotencyKey(...event.users.map((each) => each.userID)),
  }),
  beforeUpdateUserInfo: before({
    command: Command.beforeUpdateUserInfo,
    key: 'beforeUpdateUserInfo',
    event: BeforeUpdateUserInfoEvent,
    reply: BeforeUpdateUserInfoReply,
    service: 'openim-rpc-user',
    trigger:
      'before the profile of a user changes by the legacy route (UpdateUserInfo RPC: REST /user/update_user_info)',
    since: 'v3.4.0',
    orderingKey: (event) => user(event.userID),
  }),
  afterUpdateUserInfo: after({
    command: Command.afterUpdateUserInfo,
    key: 'afterUpdateUserInfo',
    event: UpdateUserInfoEvent,
    service: 'openim-rpc-user',
    trigger:
      'after the profile of a user changed by the legacy route (UpdateUserInfo RPC: REST /user/update_user_info)',
    since: 'v3.4.2',
    history: 'config updateUserInfo until v3.6',
    orderingKey: (event) => user(event.userID),
  }),
  beforeUpdateUserInfoEx: before({
    command: Command.beforeUpdateUserInfoEx,
    key: 'beforeUpdateUserInfoEx',
    event: BeforeUpdateUserInfoExEvent,
    reply: BeforeUpdateUserInfoExReply,
    service: 'openim-rpc-user',
    trigger:
      'before the profile of a user changes by the route of the client SDK (UpdateUserInfoEx RPC: REST /user/update_user_info_ex)',
    since: 'v3.5.0',
    orderingKey: (event) => user(event.userID),
  }),
  afterUpdateUserInfoEx: after({
    command: Command.afterUpdateUserInfoEx,
    key: 'afterUpdateUserInfoEx',
    event: UpdateUserInfoExEvent,
    service: 'openim-rpc-user',
    trigger:
      'after the profile of a user changed by the route of the client SDK (UpdateUserInfoEx RPC: REST /user/update_user_info_ex)',
    since: 'v3.5.0',
    orderingKey: (event) => user(event.userID),
  }),
};
