import {
  BeforeMsgModifyEvent,
  BeforeSendSingleMsgEvent,
  BeforeSetGroupInfoEvent,
  BeforeUpdateUserInfoExEvent,
  definitions,
  type BeforeDefinition,
} from '../contract/index.js';
import { InvalidReplyError } from './invalid-reply.error.js';
import { readReply, type ReadReply } from './read-reply.js';

const read = (definition: BeforeDefinition, fields: object, event = new definition.event()): ReadReply =>
  readReply(definition, event, fields);

const problemOf = (definition: BeforeDefinition, fields: object): string => {
  try {
    read(definition, fields);
    return '';
  } catch (error) {
    if (error instanceof InvalidReplyError && !error.refusing) return error.message;
    throw error;
  }
};

describe('readReply', () => {
  it('takes fields of the right types', () => {
    const fields = {
      content: '{"content":"***"}',
      contentType: 101,
      options: { history: false },
      atUserIDList: [],
    };
    expect(read(definitions.beforeMsgModify, fields)).toEqual({ fields, warnings: [] });
  });

  it('takes no fields at all', () => {
    expect(read(definitions.beforeMsgModify, {})).toEqual({ fields: {}, warnings: [] });
  });

  it.each(['nickName', 'atUserList', 'constructor', 'toString', '', '0'])('knows no field %p', (name) => {
    expect(problemOf(definitions.beforeMsgModify, { [name]: 'x' })).toBe(
      `modify(): beforeMsgModify has no field ${name}`,
    );
  });

  it('knows no own field named __proto__', () => {
    const fields: object = JSON.parse('{"__proto__":{"content":"{}"}}') as object;
    expect(problemOf(definitions.beforeMsgModify, fields)).toBe(
      'modify(): beforeMsgModify has no field __proto__',
    );
  });

  it('knows no field of a command whose answer changes nothing', () => {
    expect(problemOf(definitions.beforeSendSingleMsg, { content: '{}' })).toBe(
      'modify(): beforeSendSingleMsg has no field content',
    );
    expect(read(definitions.beforeSendSingleMsg, {}, new BeforeSendSingleMsgEvent()).fields).toEqual({});
  });

  it.each([
    [definitions.beforeMsgModify, 'content', 5],
    [definitions.beforeMsgModify, 'content', 'hello'],
    [definitions.beforeMsgModify, 'content', '[]'],
    [definitions.beforeMsgModify, 'content', 'null'],
    [definitions.beforeMsgModify, 'content', { content: 'hello' }],
    [definitions.beforeMsgModify, 'recvID', new String('u1')],
    [definitions.beforeMsgModify, 'contentType', '101'],
    [definitions.beforeMsgModify, 'contentType', 101.5],
    [definitions.beforeMsgModify, 'contentType', NaN],
    [definitions.beforeMsgModify, 'contentType', 2 ** 31],
    [definitions.beforeMsgModify, 'contentType', 101n],
    [definitions.beforeMsgModify, 'options', { history: 'yes' }],
    [definitions.beforeMsgModify, 'options', [true]],
    [definitions.beforeMsgModify, 'atUserIDList', 'u1'],
    [definitions.beforeMsgModify, 'atUserIDList', [null]],
    [definitions.beforeMsgModify, 'atUserIDList', Object.assign(['u1'], { length: 2 })],
    [definitions.beforeMsgModify, 'ex', Symbol('ex')],
    [definitions.beforeCreateSingleChatConversations, 'isPinned', 1],
    [definitions.beforeOfflinePush, 'offlinePushInfo', 'title'],
    [definitions.beforeOfflinePush, 'offlinePushInfo', [{ title: 't' }]],
    [definitions.beforeUserRegister, 'users', { userID: 'u1' }],
  ])('turns a value of a wrong type down: %p %s %p', (definition: BeforeDefinition, field, value) => {
    expect(problemOf(definition, { [field]: value })).toMatch(
      new RegExp(`^modify\\(\\): ${definition.key}: .*\\b${field}\\b`),
    );
  });

  it('names a wrong value inside an object by its path', () => {
    expect(
      problemOf(definitions.beforeMemberJoinGroup, {
        memberCallbackList: [{ userID: 'u1', roleLevel: 'x' }],
      }),
    ).toContain('memberCallbackList.0.roleLevel must be an integer number');
  });

  it.each([
    [
      definitions.beforeMemberJoinGroup,
      { memberCallbackList: [{ userID: 'u1', nickName: 'x' }] },
      'memberCallbackList.nickName',
    ],
    [definitions.beforeUserRegister, { users: [{ userID: 'u1' }, { userID: 'u2', age: 5 }] }, 'users.age'],
    [
      definitions.beforeUserRegister,
      { users: [{ userID: 'u1', appMangerLevel: 2 }] },
      'users.appMangerLevel',
    ],
    [definitions.beforeOfflinePush, { offlinePushInfo: { title: 't', badge: 1 } }, 'offlinePushInfo.badge'],
    [definitions.beforeOfflinePush, { offlinePushInfo: { constructor: 1 } }, 'offlinePushInfo.constructor'],
  ])('knows no other fields inside objects: %p %j', (definition: BeforeDefinition, fields, path) => {
    expect(problemOf(definition, fields)).toBe(`modify(): ${definition.key} has no field ${path}`);
  });

  it('leaves out what is undefined or null', () => {
    const fields = { nickname: undefined, faceURL: null, ex: 'e' };
    expect(read(definitions.beforeUpdateUserInfo, fields)).toEqual({ fields: { ex: 'e' }, warnings: [] });
    expect(
      read(definitions.beforeMemberJoinGroup, {
        memberCallbackList: [{ userID: 'u1', nickname: undefined, faceURL: null, roleLevel: 20 }],
      }).fields,
    ).toStrictEqual({
      memberCallbackList: [
        expect.not.objectContaining({ nickname: expect.anything(), faceURL: expect.anything() }),
      ],
    });
  });

  it('does not warn of what a rule would drop when there is nothing to drop', () => {
    const event = new BeforeUpdateUserInfoExEvent();
    expect(
      read(definitions.beforeUpdateUserInfoEx, { nickname: event.nickname, ex: undefined }, event),
    ).toEqual({
      fields: {},
      warnings: [],
    });
  });

  it('fills a replaced object up, and a replaced user', () => {
    expect(read(definitions.beforeOfflinePush, { offlinePushInfo: { title: 't' } }).fields).toEqual({
      offlinePushInfo: {
        title: 't',
        desc: '',
        ex: '',
        iOSPushSound: '',
        iOSBadgeCount: false,
        signalInfo: '',
      },
    });
    expect(read(definitions.beforeUserRegister, { users: [{ userID: 'u1' }] }).fields).toEqual({
      users: [expect.objectContaining({ userID: 'u1', nickname: '', appManagerLevel: 0 })],
    });
  });

  it('drops users [null] and says so', () => {
    expect(read(definitions.beforeUserRegister, { users: [null] })).toEqual({
      fields: {},
      warnings: [
        expect.stringMatching(/^beforeUserRegister: users was dropped from the answer: 1 of 1 entries/),
      ],
    });
  });

  it('drops a member without userID, and keeps the others', () => {
    const { fields, warnings } = read(definitions.beforeMemberJoinGroup, {
      memberCallbackList: [{ nickname: 'x' }, { userID: 'u2', nickname: 'y' }],
    });
    expect(fields).toEqual({ memberCallbackList: [{ userID: 'u2', nickname: 'y' }] });
    expect(warnings).toEqual([expect.stringContaining('1 of 2 entries have no userID')]);
  });

  it.each([
    [definitions.beforeImportFriends, 'friendUserIDs', []],
    [definitions.beforeOfflinePush, 'userIDList', []],
    [definitions.beforeSetFriendRemark, 'remark', ''],
  ])('drops what OpenIM takes for no change: %p %s', (definition: BeforeDefinition, field, value) => {
    expect(read(definition, { [field]: value })).toEqual({
      fields: {},
      warnings: [expect.stringContaining(`${definition.key}: ${field} was dropped`)],
    });
  });

  it('drops a field that the reply class has not, but OpenIM would crash on', () => {
    const { fields, warnings } = read(definitions.beforeMsgModify, {
      offlinePushInfo: { title: 't' },
      ex: 'e',
    });
    expect(fields).toEqual({ ex: 'e' });
    expect(warnings).toEqual([expect.stringContaining('beforeMsgModify: offlinePushInfo was dropped')]);
  });

  it('warns of each field it drops', () => {
    const fields = { groupID: 'g2', notification: 'n', groupName: 'x' };
    const reply = read(definitions.beforeSetGroupInfo, fields, new BeforeSetGroupInfoEvent());
    expect(reply.fields).toEqual({ groupName: 'x' });
    expect(reply.warnings).toHaveLength(2);
  });

  it('copies what it takes, so that the listener may go on with its own objects', () => {
    const fields = { atUserIDList: ['u1'], options: { history: true } };
    const reply = read(definitions.beforeMsgModify, fields, new BeforeMsgModifyEvent());
    fields.atUserIDList.push('u2');
    fields.options.history = false;
    expect(reply.fields).toEqual({ atUserIDList: ['u1'], options: { history: true } });
  });

  it('takes options without a prototype', () => {
    const options: unknown = Object.assign(Object.create(null), { history: true });
    expect(read(definitions.beforeMsgModify, { options: options }).fields).toEqual({
      options: { history: true },
    });
  });

  it.each([[['content']], ['content'], [undefined], [5]])('turns %p down, which has no fields', (value) => {
    const given: unknown = value;
    expect(() => readReply(definitions.beforeMsgModify, new BeforeMsgModifyEvent(), given as object)).toThrow(
      InvalidReplyError,
    );
  });

  it('ends on lists as deep as any, and on objects that hold themselves', () => {
    const circle: Record<string, unknown> = { userID: 'u1' };
    circle['ex'] = circle;
    const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
    expect(problemOf(definitions.beforeUserRegister, { users: [circle] })).toContain(
      'users.0.ex must be a string',
    );
    expect(problemOf(definitions.beforeMsgModify, { atUserIDList: deep })).toContain('atUserIDList');
    expect(problemOf(definitions.beforeOfflinePush, { offlinePushInfo: deep })).toContain('offlinePushInfo');
  });
});
