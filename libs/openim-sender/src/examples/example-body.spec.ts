import { UnknownCommandError, wireCommands } from '../commands/wire-commands.js';
import { exampleBody } from './example-body.js';

describe('exampleBody', () => {
  it('covers every command, by either name', () => {
    for (const { command, key } of wireCommands) {
      expect(exampleBody(key)).toEqual(exampleBody(command));
      expect(exampleBody(key)['callbackCommand']).toBe(command);
    }
  });

  it('has the fields of the one command that was never recorded, since nothing sends it', () => {
    expect(Object.keys(exampleBody('afterUserKickOff')).join(' ')).toBe(
      'callbackCommand operationID platformID platform userID seq',
    );
  });

  it('gives a fresh copy each time, lists included', () => {
    const first = exampleBody('beforeUserRegister');
    const users = first['users'];
    expect(Array.isArray(users)).toBe(true);
    if (Array.isArray(users)) users.length = 0;
    first['callbackCommand'] = 'changed';
    expect(exampleBody('beforeUserRegister')).toMatchObject({
      callbackCommand: 'callbackBeforeUserRegisterCommand',
      users: [{ userID: 'u1' }, { userID: 'u2' }],
    });
  });

  it.each([
    ['beforeApplyJoinGroup', 'groupType', '\u0002'],
    ['afterDismissGroup', 'groupType', '\u0002'],
    ['beforeCreateGroup', 'groupType', 2],
    ['beforeSendSingleMsg', 'seq', 0],
    ['beforeSendSingleMsg', 'atUserList', null],
    ['afterMsgSaveDB', 'groupID', ''],
    ['afterUserOnline', 'connID', ''],
    ['beforeAddFriendAgree', 'HandleResult', 1],
    ['afterSingleMsgRead', 'Seqs', [3, 4]],
    ['beforeSetGroupInfoEx', 'operationID', ''],
    ['beforeUpdateUserInfoEx', 'ex', null],
    ['afterUpdateUserInfo', 'ex', ''],
    ['beforeSetGroupInfoEx', 'faceURL', null],
    ['beforeCreateGroupChatConversations', 'ownerUserId', ''],
    ['beforeOfflinePush', 'iOSBadgeCount', true],
  ])('%s: %s is %j', (key, field, value) => {
    expect(exampleBody(key)[field]).toEqual(value);
  });

  it('reports the owner of a new group twice, as OpenIM does', () => {
    expect(exampleBody('afterCreateGroup')['initMemberList']).toEqual([
      { userID: 'u1', roleLevel: 100 },
      { userID: 'u2', roleLevel: 20 },
      { userID: 'u1', roleLevel: 20 },
    ]);
  });

  it('holds message content as JSON text', () => {
    for (const key of ['beforeSendSingleMsg', 'beforeOnlinePush']) {
      expect(JSON.parse(String(exampleBody(key)['content']))).toHaveProperty('content');
    }
  });

  it('throws for an unknown command', () => {
    expect(() => exampleBody('callbackNothingCommand')).toThrow(UnknownCommandError);
    expect(() => exampleBody('constructor')).toThrow(UnknownCommandError);
  });
});
