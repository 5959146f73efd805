import { findCommand, UnknownCommandError, wireCommands } from './wire-commands.js';

function keysWhere(test: (row: (typeof wireCommands)[number]) => boolean): string[] {
  return wireCommands.filter(test).map((row) => row.key);
}

describe('wireCommands', () => {
  it('lists every command once', () => {
    expect(new Set(wireCommands.map((row) => row.command)).size).toBe(wireCommands.length);
    expect(new Set(wireCommands.map((row) => row.key)).size).toBe(wireCommands.length);
  });

  it('takes a command without a release for one of the main branch', () => {
    expect(keysWhere((row) => row.since === 'main')).toEqual(keysWhere((row) => !row.released));
  });

  it('spells every command callback...Command', () => {
    for (const { command } of wireCommands)
      expect(command).toMatch(/^callback(Before|After)[A-Za-z]+Command$/);
  });

  it('knows the one command that never fires', () => {
    expect(keysWhere((row) => !row.fires)).toEqual(['afterUserKickOff']);
  });

  it('adds ?key= to three commands', () => {
    expect(keysWhere((row) => row.query === 'key')).toEqual([
      'afterSendSingleMsg',
      'afterSendGroupMsg',
      'afterMsgSaveDB',
    ]);
  });

  it('takes the phase from the key, and once against the command', () => {
    for (const { key, phase } of wireCommands) expect(key.startsWith(phase)).toBe(true);
    const misleading = wireCommands.filter(
      ({ command, phase }) => !command.toLowerCase().startsWith(`callback${phase}`),
    );
    expect(misleading.map(({ command }) => command)).toEqual(['callbackBeforeAfterMsgCommand']);
  });

  it('names five commands differently from their key, letter case apart', () => {
    const odd = wireCommands.filter(
      ({ command, key }) => command.toLowerCase() !== `callback${key}command`.toLowerCase(),
    );
    expect(odd.map(({ key, command }) => [key, command])).toEqual([
      ['afterRevokeMsg', 'callbackBeforeAfterMsgCommand'],
      ['beforeMemberJoinGroup', 'callbackBeforeMembersJoinGroupCommand'],
      ['beforeInviteUserToGroup', 'callbackBeforeInviteJoinGroupCommand'],
      ['beforeApplyJoinGroup', 'callbackBeforeJoinGroupCommand'],
      ['afterKickGroupMember', 'callbackAfterKickGroupCommand'],
    ]);
  });

  it('reads no fields out of the answers to after commands', () => {
    for (const { phase, reply, refusalSeenBy } of wireCommands) {
      if (phase !== 'after') continue;
      expect(reply).toEqual({});
      expect(refusalSeenBy).toBe('nobody');
    }
  });

  it('tells who sees a refusal', () => {
    const before = wireCommands.filter(({ phase }) => phase === 'before');
    const keys = (audience: string): string[] =>
      before.filter(({ refusalSeenBy }) => refusalSeenBy === audience).map(({ key }) => key);
    expect(keys('sender')).toEqual(['beforeSendSingleMsg', 'beforeSendGroupMsg', 'beforeMsgModify']);
    expect(keys('nobody')).toEqual([
      'beforeOfflinePush',
      'beforeOnlinePush',
      'beforeGroupOnlinePush',
      'beforeCreateSingleChatConversations',
    ]);
  });

  it('lists the fields that are parsed and ignored', () => {
    const ignored = wireCommands.flatMap(({ key, reply }) =>
      Object.entries(reply)
        .filter(([, type]) => !type.applied)
        .map(([field]) => `${key}.${field}`),
    );
    expect(ignored).toEqual([
      'beforeMsgModify.msgDataList',
      'beforeOnlinePush.userIDList',
      'beforeOnlinePush.offlinePushInfo',
      'beforeGroupOnlinePush.offlinePushInfo',
      'beforeCreateGroup.applyMemberFriend',
      'beforeInviteUserToGroup.refusedMembersAccount',
      'beforeSetGroupInfo.notification',
      'beforeSetGroupInfoEx.notification',
    ]);
  });

  it('says applied for every rule but never', () => {
    for (const { reply } of wireCommands) {
      for (const { applied, rule } of Object.values(reply)) expect(applied).toBe(rule !== 'never');
    }
  });
});

describe('findCommand', () => {
  it('finds every command by both names', () => {
    for (const row of wireCommands) {
      expect(findCommand(row.command)).toBe(row);
      expect(findCommand(row.key)).toBe(row);
    }
  });

  it.each(['', 'afterGroupMsgRevoke', 'callbackSingleMsgRead', 'AFTERSINGLEMSGREAD', 'constructor'])(
    'does not know %j',
    (name) => {
      expect(findCommand(name)).toBeUndefined();
    },
  );
});

describe('UnknownCommandError', () => {
  it('names the command', () => {
    const error = new UnknownCommandError('nope');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'UnknownCommandError', commandOrKey: 'nope' });
    expect(error.message).toContain('"nope"');
  });
});
