import { Command, findDefinition, type CommandName } from '../contract/index.js';
import { fieldsOf } from '../contract/field-metadata.js';
import { answerRules, type RuledValue } from './field-rules.js';

/** What the rule of a field leaves of a value, when the event has these fields. */
function ruled(command: CommandName, field: string, value: unknown, event: object = {}): RuledValue {
  const rule = answerRules[command]?.fields?.[field];
  if (!rule) throw new Error(`${command} has no rule for ${field}`);
  return rule(value, { callbackCommand: command, ...event });
}

const EMPTY = 'OpenIM takes an empty value for no change; refuse instead if nothing may remain';
const withoutUserID = (dropped: number, all: number): string =>
  `${dropped} of ${all} entries have no userID, and OpenIM crashes on such an entry`;

describe('fields that OpenIM reads and ignores', () => {
  it.each([
    [Command.beforeSetGroupInfo, 'notification'],
    [Command.beforeSetGroupInfoEx, 'notification'],
    [Command.beforeMsgModify, 'msgDataList'],
    [Command.beforeOnlinePush, 'userIDList'],
    [Command.beforeOnlinePush, 'offlinePushInfo'],
    [Command.beforeGroupOnlinePush, 'offlinePushInfo'],
    [Command.beforeInviteUserToGroup, 'refusedMembersAccount'],
    [Command.beforeCreateGroup, 'applyMemberFriend'],
  ] as const)('are dropped with a warning: %s %s', (command, field) => {
    expect(ruled(command, field, 'x')).toEqual({ warning: 'OpenIM reads it and does nothing with it' });
  });
});

describe('lists and texts that replace only when not empty', () => {
  it.each([
    [Command.beforeImportFriends, 'friendUserIDs', ['u1']],
    [Command.beforeSetFriendRemark, 'remark', 'Bob'],
    [Command.beforeOfflinePush, 'userIDList', ['u1']],
    [Command.beforeGroupOnlinePush, 'userIDList', ['u1']],
    [Command.beforeMemberJoinGroup, 'memberCallbackList', [{ userID: 'u1' }]],
    [Command.beforeUserRegister, 'users', [{ userID: 'u1' }]],
  ] as const)('are dropped when empty, and kept otherwise: %s %s', (command, field, value) => {
    const empty = typeof value === 'string' ? '' : [];
    expect(ruled(command, field, empty)).toEqual({ warning: EMPTY });
    expect(ruled(command, field, value)).toEqual({ value });
  });

  it('are left to the validation when they are of another type', () => {
    expect(ruled(Command.beforeSetFriendRemark, 'remark', 0)).toEqual({ value: 0 });
    expect(ruled(Command.beforeUserRegister, 'users', 'u1')).toEqual({ value: 'u1' });
  });
});

describe('the content of a message', () => {
  const event = { content: 'not JSON' };

  it('is left out when it is as it was, so that what OpenIM would not take back may stay', () => {
    expect(ruled(Command.beforeMsgModify, 'content', 'not JSON', event)).toEqual({});
    expect(ruled(Command.beforeMsgModify, 'content', '{}', event)).toEqual({ value: '{}' });
  });
});

describe('users and members', () => {
  it.each([
    [Command.beforeMemberJoinGroup, 'memberCallbackList'],
    [Command.beforeUserRegister, 'users'],
  ] as const)('must name the user, for OpenIM dereferences it: %s %s', (command, field) => {
    const good = { userID: 'u1', ex: 'e' };
    const bad = [null, undefined, 'u2', 5, [], {}, { userID: '' }, { userID: null }, { userID: undefined }];
    expect(ruled(command, field, [...bad, good])).toEqual({ value: [good], warning: withoutUserID(9, 10) });
    for (const entry of bad) {
      expect(ruled(command, field, [entry])).toEqual({ warning: `${withoutUserID(1, 1)}; ${EMPTY}` });
    }
  });

  it('do not take a userID that only the prototype has, since that is not sent', () => {
    const inherited: unknown = Object.create({ userID: 'u1' });
    expect(ruled(Command.beforeUserRegister, 'users', [inherited]).value).toBeUndefined();
  });

  it('leave a userID of a wrong type to the validation', () => {
    expect(ruled(Command.beforeUserRegister, 'users', [{ userID: 5 }])).toEqual({ value: [{ userID: 5 }] });
  });
});

describe('the group of a set-group-info callback', () => {
  it.each([Command.beforeSetGroupInfo, Command.beforeSetGroupInfoEx])(
    'cannot be another one: %s',
    (command) => {
      expect(ruled(command, 'groupID', 'g2').value).toBeUndefined();
      expect(ruled(command, 'groupID', 'g2').warning).toContain('another group');
    },
  );
});

describe('the user info of beforeUpdateUserInfoEx', () => {
  it.each(['nickname', 'faceURL'])('can change %s only if the request does', (field) => {
    const change = ruled(Command.beforeUpdateUserInfoEx, field, 'new', { [field]: null });
    expect(change.value).toBeUndefined();
    expect(change.warning).toContain('crashes');
    expect(ruled(Command.beforeUpdateUserInfoEx, field, 'new', { [field]: 'x' })).toEqual({ value: 'new' });
    expect(ruled(Command.beforeUpdateUserInfoEx, field, 'new', { [field]: '' })).toEqual({ value: 'new' });
  });

  it('cannot change ex, since the event never shows whether the request does', () => {
    const change = ruled(Command.beforeUpdateUserInfoEx, 'ex', 'new', { ex: 'old' });
    expect(change.value).toBeUndefined();
    expect(change.warning).toContain('crashes');
  });
});

describe('the offline push of beforeMsgModify', () => {
  it('is dropped, since OpenIM crashes when the message has none', () => {
    const change = ruled(Command.beforeMsgModify, 'offlinePushInfo', { title: 't' });
    expect(change.value).toBeUndefined();
    expect(change.warning).toContain('use beforeOfflinePush');
  });
});

describe('the receivers of beforeGroupOnlinePush', () => {
  it.each([1000, 1501, 5000])('stay on the system notification %p', (contentType) => {
    const change = ruled(Command.beforeGroupOnlinePush, 'userIDList', ['u1'], { contentType });
    expect(change.value).toBeUndefined();
    expect(change.warning).toContain('members who left');
  });

  it.each([101, 999, 5001])('can be chosen for the content type %p', (contentType) => {
    expect(ruled(Command.beforeGroupOnlinePush, 'userIDList', ['u1'], { contentType })).toEqual({
      value: ['u1'],
    });
  });
});

describe('the rules', () => {
  it('echo what OpenIM copies unconditionally, and nothing else is echoed', () => {
    const echoes = Object.entries(answerRules).flatMap(([command, { echo }]) =>
      echo ? [[command, echo]] : [],
    );
    expect(Object.fromEntries(echoes)).toEqual({
      [Command.beforeSetGroupInfo]: ['groupID', 'groupName', 'introduction', 'faceURL'],
      [Command.beforeSetGroupInfoEx]: [
        'groupID',
        'groupName',
        'introduction',
        'faceURL',
        'ex',
        'needVerification',
        'lookMemberInfo',
        'applyMemberFriend',
      ],
    });
  });

  it.each(Object.entries(answerRules))(
    'of %s are for before commands and echo fields of the event',
    (command, rules) => {
      const definition = findDefinition(command);
      expect(definition?.phase).toBe('before');
      const names = definition ? fieldsOf(definition.event).map((field) => field.name) : [];
      expect(names).toEqual(expect.arrayContaining([...(rules.echo ?? [])]));
    },
  );
});
