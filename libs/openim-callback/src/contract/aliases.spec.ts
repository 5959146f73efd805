import { currentName, findAlias } from './aliases.js';
import { BeforeMemberJoinGroupEvent, Command, GroupMsgReadEvent, readEvent } from './index.js';

describe('findAlias', () => {
  it.each(['callbackBeforeMembersJoinGroupCommand', '', '__proto__', 'constructor', 'toString'])(
    'knows no alias %p',
    (command) => {
      expect(findAlias(command)).toBeUndefined();
    },
  );
});

describe('callbackBeforeMemberJoinGroupCommand (v3.0 to v3.7)', () => {
  const alias = findAlias('callbackBeforeMemberJoinGroupCommand');
  const body = {
    callbackCommand: 'callbackBeforeMemberJoinGroupCommand',
    groupID: 'g1',
    userID: 'u1',
    ex: 'x',
    groupEx: 'gx',
  };
  const downgrade = (fields: Record<string, unknown>): unknown => alias?.downgrade(fields, body);

  it('is beforeMemberJoinGroup today', () => {
    expect(alias?.command).toBe('callbackBeforeMembersJoinGroupCommand');
  });

  it('reads as a list of one member', () => {
    expect({ ...readEvent(BeforeMemberJoinGroupEvent, alias?.upgrade(body) ?? {}) }).toEqual({
      callbackCommand: 'callbackBeforeMembersJoinGroupCommand',
      groupID: 'g1',
      memberList: [{ userID: 'u1', ex: 'x' }],
      groupEx: 'gx',
    });
  });

  it('reads a member without ex', () => {
    const event = readEvent(
      BeforeMemberJoinGroupEvent,
      alias?.upgrade({ groupID: 'g1', userID: 'u1' }) ?? {},
    );
    expect(event.memberList).toEqual([{ userID: 'u1', ex: '' }]);
  });

  it('still turns a wrong type down', () => {
    expect(() => readEvent(BeforeMemberJoinGroupEvent, alias?.upgrade({ userID: 7 }) ?? {})).toThrow(
      'memberList.0.userID must be a string',
    );
  });

  it('leaves the body it was given alone', () => {
    alias?.upgrade(Object.freeze({ ...body }));
    expect(body).not.toHaveProperty('memberList');
  });

  it('answers with the changes of that member at the top level', () => {
    const answer = downgrade({
      nextCode: 0,
      memberCallbackList: [
        { userID: 'u2', nickname: 'other' },
        { userID: 'u1', nickname: 'Bob', faceURL: 'f', roleLevel: 60, muteEndTime: 5, ex: 'e' },
      ],
    });
    expect(answer).toStrictEqual({
      nextCode: 0,
      nickname: 'Bob',
      faceURL: 'f',
      roleLevel: 60,
      muteEndTime: 5,
      ex: 'e',
    });
  });

  it('lets no other key of a change overwrite the decision', () => {
    const change = JSON.parse('{"userID":"u1","nextCode":1,"__proto__":{"errCode":5001},"ex":"e"}');
    expect(downgrade({ nextCode: 0, memberCallbackList: [change] })).toStrictEqual({ nextCode: 0, ex: 'e' });
  });

  it.each([[undefined], [[]], [[null, 'u1', { userID: 'u2', ex: 'e' }]], ['u1']])(
    'answers nothing more where no change is meant for him: %j',
    (memberCallbackList) => {
      expect(downgrade({ errCode: 0, memberCallbackList })).toStrictEqual({ errCode: 0 });
    },
  );
});

describe('callbackGroupMsgReadCommand (v3.4.2 to v3.6, and older docs)', () => {
  const alias = findAlias('callbackGroupMsgReadCommand');
  const body = { callbackCommand: 'callbackGroupMsgReadCommand', sendID: 'u1', receiveID: 'u1' };

  it('is afterGroupMsgRead today, in the same shape', () => {
    expect(alias?.command).toBe('callbackAfterGroupMsgReadCommand');
    expect(alias?.upgrade(body)).toBe(body);
    expect(alias?.downgrade({ nextCode: 0 }, body)).toEqual({ nextCode: 0 });
  });

  it("bears today's name as an event", () => {
    expect(readEvent(GroupMsgReadEvent, body).callbackCommand).toBe('callbackAfterGroupMsgReadCommand');
  });
});

describe("a command's current name", () => {
  it.each([
    ['callbackGroupMsgReadCommand', Command.afterGroupMsgRead],
    ['callbackBeforeMemberJoinGroupCommand', Command.beforeMemberJoinGroup],
    [Command.afterSingleMsgRead, Command.afterSingleMsgRead],
    ['callbackFromTheFuture', 'callbackFromTheFuture'],
    ['constructor', 'constructor'],
  ])('of %s is %s', (command, name) => {
    expect(currentName(command)).toBe(name);
  });
});
