import type { OpenImEvent } from '../definition.js';
import { UserInfo } from '../objects.js';
import { readEvent } from '../read-event.js';
import {
  BeforeUpdateUserInfoEvent,
  BeforeUpdateUserInfoExEvent,
  BeforeUserRegisterEvent,
  UpdateUserInfoEvent,
  UpdateUserInfoExEvent,
  UserRegisterEvent,
} from './user.events.js';

const wireUser = {
  userID: 'u1',
  nickname: 'Alice',
  faceURL: 'f',
  ex: 'e',
  createTime: 1751440000123,
  appMangerLevel: 2,
  globalRecvMsgOpt: 1,
};

const readUser = Object.assign(new UserInfo(), {
  userID: 'u1',
  nickname: 'Alice',
  faceURL: 'f',
  ex: 'e',
  createTime: 1751440000123,
  appManagerLevel: 2,
  globalRecvMsgOpt: 1,
});

describe.each([
  [BeforeUserRegisterEvent, 'callbackBeforeUserRegisterCommand'],
  [UserRegisterEvent, 'callbackAfterUserRegisterCommand'],
] as const)('%p', (type: new () => BeforeUserRegisterEvent | UserRegisterEvent, callbackCommand) => {
  it.each([
    [
      'a list, as OpenIM sends it',
      [wireUser, { userID: 'u2' }],
      [readUser, Object.assign(new UserInfo(), { userID: 'u2' })],
    ],
    ['one object, as in older docs', wireUser, [readUser]],
    ['null', null, []],
  ])('is read with the users as %s', (_, sent, users) => {
    const event = readEvent(type, { callbackCommand, users: sent, secret: 'openIM123' });

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toStrictEqual({ callbackCommand, users });
  });

  it('may spell the level right', () => {
    expect(readEvent(type, { users: [{ appManagerLevel: 2 }] }).users[0]?.appManagerLevel).toBe(2);
  });

  it.each([
    ['u1', 'users must be an array'],
    [[null], 'each value in users must be an object'],
    [['u1'], 'each value in users must be an object'],
    [[[wireUser]], 'each value in users must be an object'],
    [[wireUser, { ...wireUser, createTime: 'now' }], 'users.1.createTime must be an integer number'],
    [{ ...wireUser, userID: 1 }, 'users.0.userID must be a string'],
    [[{ appMangerLevel: 2147483648 }], 'users.0.appManagerLevel must not be greater than 2147483647'],
  ])('is turned down with the users %j', (users, problem) => {
    expect(() => readEvent(type, { users })).toThrow(problem);
  });
});

describe('a change of a user', () => {
  const values = { userID: 'u1', faceURL: 'f', ex: 'e' };

  it.each([
    [BeforeUpdateUserInfoEvent, 'callbackBeforeUpdateUserInfoCommand'],
    [UpdateUserInfoEvent, 'callbackAfterUpdateUserInfoCommand'],
    [BeforeUpdateUserInfoExEvent, 'callbackBeforeUpdateUserInfoExCommand'],
    [UpdateUserInfoExEvent, 'callbackAfterUpdateUserInfoExCommand'],
  ])('is read as %p', (type: new () => OpenImEvent, callbackCommand) => {
    const read = { ...values, callbackCommand, nickname: 'Alice' };

    expect(readEvent(type, { ...values, callbackCommand, nickName: 'Alice' })).toBeInstanceOf(type);
    expect({ ...readEvent(type, { ...values, callbackCommand, nickName: 'Alice' }) }).toStrictEqual(read);
    expect({ ...readEvent(type, { ...values, nickname: 'Alice' }) }).toStrictEqual(read);
  });

  it.each([BeforeUpdateUserInfoEvent, BeforeUpdateUserInfoExEvent, UpdateUserInfoExEvent])(
    'is null where nothing changes: %p',
    (type: new () => BeforeUpdateUserInfoEvent | BeforeUpdateUserInfoExEvent | UpdateUserInfoExEvent) => {
      const event = readEvent(type, { userID: 'u1', nickName: null, faceURL: '', ex: null });
      expect(event).toMatchObject({ userID: 'u1', nickname: null, faceURL: '', ex: null });
    },
  );

  it('is empty where nothing changed by the legacy route', () => {
    const event = readEvent(UpdateUserInfoEvent, { userID: 'u1', nickName: null });
    expect(event).toMatchObject({ userID: 'u1', nickname: '', faceURL: '', ex: '' });
  });

  it.each([BeforeUpdateUserInfoExEvent, UpdateUserInfoExEvent])(
    'may wrap values, as in older docs: %p',
    (type: new () => BeforeUpdateUserInfoExEvent | UpdateUserInfoExEvent) => {
      const event = readEvent(type, {
        nickName: { value: 'Alice' },
        faceURL: { value: '' },
        ex: { value: null },
      });
      expect(event).toMatchObject({ nickname: 'Alice', faceURL: '', ex: null });
    },
  );

  it.each([BeforeUpdateUserInfoEvent, UpdateUserInfoEvent])(
    'wraps nothing by the legacy route: %p',
    (type: new () => BeforeUpdateUserInfoEvent | UpdateUserInfoEvent) => {
      expect(() => readEvent(type, { nickName: { value: 'Alice' } })).toThrow('nickname must be a string');
    },
  );
});
