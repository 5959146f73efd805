import {
  BeforeMemberJoinGroupEvent,
  BeforeSendSingleMsgEvent,
  BeforeSetGroupInfoEvent,
  BeforeSetGroupInfoExEvent,
  BeforeUpdateUserInfoExEvent,
  BeforeUserRegisterEvent,
  definitions,
  type BeforeDefinition,
  type OpenImEvent,
} from '../contract/index.js';
import { ALLOW_BYTES, allowBytes, allowUnreadBytes, refusalBytes } from './answer.js';
import { readReply } from './read-reply.js';
import { refuse } from './reply.js';

const ALLOWED = '"actionCode":0,"errCode":0,"errMsg":"","errDlt":"","nextCode":0';

/** The text of the answer that a listener's modification makes; without one, of the answer that allows. */
function answer(
  definition: BeforeDefinition,
  event: OpenImEvent,
  fields: object = {},
  body: Readonly<Record<string, unknown>> = { callbackCommand: definition.command },
): string {
  return allowBytes(definition, event, readReply(definition, event, fields).fields, body).toString();
}

describe('ALLOW_BYTES', () => {
  it('are what OpenIM takes for permission and for an acknowledgement', () => {
    expect(ALLOW_BYTES.toString()).toBe(`{${ALLOWED}}`);
  });
});

describe('refusalBytes', () => {
  it('have the one shape that OpenIM refuses on', () => {
    expect(refusalBytes(refuse(20001, 'no', 'd')).toString()).toBe(
      '{"actionCode":0,"errCode":20001,"errMsg":"no","errDlt":"d","nextCode":1}',
    );
  });

  it('have it with empty texts and with any characters', () => {
    expect(refusalBytes({ errCode: 29999, errMsg: '', errDlt: '' }).toString()).toBe(
      '{"actionCode":0,"errCode":29999,"errMsg":"","errDlt":"","nextCode":1}',
    );
    expect(refusalBytes({ errCode: 20001, errMsg: '"\\\n<é你\ud800', errDlt: '' }).toString()).toBe(
      '{"actionCode":0,"errCode":20001,"errMsg":"\\"\\\\\\n<é你\\ud800","errDlt":"","nextCode":1}',
    );
  });
});

describe('allowBytes', () => {
  it('are the same bytes for every answer without changes', () => {
    const event = new BeforeSendSingleMsgEvent();
    expect(allowBytes(definitions.beforeSendSingleMsg, event, {}, {})).toBe(ALLOW_BYTES);
  });

  it("spell the changes as OpenIM does, after the answer's own fields", () => {
    const event = new BeforeUserRegisterEvent();
    expect(
      answer(definitions.beforeUserRegister, event, { users: [{ userID: 'u1', appManagerLevel: 2 }] }),
    ).toBe(
      `{${ALLOWED},"users":[{"userID":"u1","nickname":"","faceURL":"","ex":"","createTime":0,"appMangerLevel":2,"globalRecvMsgOpt":0}]}`,
    );
  });

  it('let no change stand in for the decision', () => {
    const text = allowBytes(definitions.beforeSendSingleMsg, new BeforeSendSingleMsgEvent(), { ex: 'e' }, {});
    expect(JSON.parse(text.toString())).toMatchObject({ actionCode: 0, nextCode: 0 });
  });
});

describe('the answer to beforeSetGroupInfo', () => {
  const event = Object.assign(new BeforeSetGroupInfoEvent(), {
    groupID: 'g1',
    groupName: 'name',
    introduction: '',
    faceURL: 'f',
    notification: 'n',
    ex: 'e',
    needVerification: 2,
  });

  it('repeats what OpenIM copies from it, without any change', () => {
    expect(answer(definitions.beforeSetGroupInfo, event)).toBe(
      `{${ALLOWED},"groupID":"g1","groupName":"name","introduction":"","faceURL":"f"}`,
    );
  });

  it('puts the changes in the place of what it repeats', () => {
    expect(
      answer(definitions.beforeSetGroupInfo, event, { groupName: '***', needVerification: 1, groupID: 'g2' }),
    ).toBe(
      `{${ALLOWED},"groupID":"g1","groupName":"***","introduction":"","faceURL":"f","needVerification":1}`,
    );
  });
});

describe('the answer to beforeSetGroupInfoEx', () => {
  const event = Object.assign(new BeforeSetGroupInfoExEvent(), { groupID: 'g1', groupName: 'name', ex: 'e' });
  const unchanged = '"needVerification":null,"lookMemberInfo":null,"applyMemberFriend":null';

  it('repeats more, and null for what the request does not change', () => {
    expect(answer(definitions.beforeSetGroupInfoEx, event)).toBe(
      `{${ALLOWED},"groupID":"g1","groupName":"name","introduction":${JSON.stringify(event.introduction)},"faceURL":${JSON.stringify(event.faceURL)},"ex":"e",${unchanged}}`,
    );
  });

  it('puts the changes in the place of what it repeats', () => {
    expect(
      JSON.parse(answer(definitions.beforeSetGroupInfoEx, event, { ex: '', lookMemberInfo: 0 })),
    ).toMatchObject({
      groupID: 'g1',
      groupName: 'name',
      ex: '',
      lookMemberInfo: 0,
      needVerification: null,
    });
  });
});

describe('the answer to beforeUpdateUserInfoEx', () => {
  it('has no field that the request leaves alone, since OpenIM would crash', () => {
    const event = Object.assign(new BeforeUpdateUserInfoExEvent(), { nickname: 'Al' });
    const fields = { nickname: 'Bob', faceURL: 'f', ex: 'e' };
    expect(answer(definitions.beforeUpdateUserInfoEx, event, fields)).toBe(`{${ALLOWED},"nickName":"Bob"}`);
  });

  it('is the plain one when nothing is left', () => {
    const event = new BeforeUpdateUserInfoExEvent();
    expect(answer(definitions.beforeUpdateUserInfoEx, event, { nickname: 'Bob' })).toBe(`{${ALLOWED}}`);
  });
});

describe('the answer to beforeMemberJoinGroup', () => {
  const fields = {
    memberCallbackList: [
      { userID: 'u2', nickname: 'other' },
      { userID: 'u1', nickname: 'Al', roleLevel: 60 },
    ],
  };
  const event = new BeforeMemberJoinGroupEvent();

  it('is a list today', () => {
    expect(answer(definitions.beforeMemberJoinGroup, event, fields)).toBe(
      `{${ALLOWED},"memberCallbackList":[{"userID":"u2","nickname":"other"},{"userID":"u1","nickname":"Al","roleLevel":60}]}`,
    );
  });

  it('has the fields of the one member at its top level for v3.7', () => {
    const body = { callbackCommand: 'callbackBeforeMemberJoinGroupCommand', groupID: 'g1', userID: 'u1' };
    expect(answer(definitions.beforeMemberJoinGroup, event, fields, body)).toBe(
      `{${ALLOWED},"nickname":"Al","roleLevel":60}`,
    );
    expect(answer(definitions.beforeMemberJoinGroup, event, fields, { ...body, userID: 'u3' })).toBe(
      `{${ALLOWED}}`,
    );
    expect(answer(definitions.beforeMemberJoinGroup, event, {}, body)).toBe(`{${ALLOWED}}`);
  });
});

describe('allowUnreadBytes', () => {
  const { beforeSetGroupInfoEx, beforeAddBlack } = definitions;

  it('repeats what OpenIM takes from the answer, as far as it can be read', () => {
    const body = { groupID: 'g1', groupName: 'new', ex: 5, needVerification: 1, operationID: 7 };
    expect(JSON.parse(allowUnreadBytes(beforeSetGroupInfoEx, body).toString())).toEqual({
      actionCode: 0,
      errCode: 0,
      errMsg: '',
      errDlt: '',
      nextCode: 0,
      groupID: 'g1',
      groupName: 'new',
      introduction: null,
      faceURL: null,
      needVerification: 1,
      lookMemberInfo: null,
      applyMemberFriend: null,
    });
  });

  it('is a plain allow for the other commands', () => {
    expect(allowUnreadBytes(beforeAddBlack, { ownerUserID: 5 })).toBe(ALLOW_BYTES);
  });
});

describe('answers to the Enterprise edition', () => {
  const conversation = {
    callbackCommand: 'callbackBeforeCreateGroupChatConversationsCommand',
    conversation_id: 'sg_g1',
    group_id: 'g1',
    recv_msg_opt: 0,
    is_marked: false,
  };
  const changes = {
    recvMsgOpt: 2,
    isPinned: true,
    isPrivateChat: true,
    burnDuration: 30,
    groupAtType: 1,
    attachedInfo: 'a',
    ex: 'e',
    isMarked: true,
  };

  it.each([definitions.beforeCreateSingleChatConversations, definitions.beforeCreateGroupChatConversations])(
    '$key are spelled as its requests are',
    (definition) => {
      const event = new definition.event();
      expect(JSON.parse(answer(definition, event, changes, conversation))).toEqual({
        ...JSON.parse(`{${ALLOWED}}`),
        recv_msg_opt: 2,
        is_pinned: true,
        is_private_chat: true,
        burn_duration: 30,
        group_at_type: 1,
        attached_info: 'a',
        ex: 'e',
        is_marked: true,
      });
      expect(JSON.parse(answer(definition, event, changes, { conversationId: 'sg_g1' }))).toEqual({
        ...JSON.parse(`{${ALLOWED}}`),
        ...changes,
      });
    },
  );

  it('repeat what such a request has beyond the contract, where OpenIM takes everything from the answer', () => {
    const body = {
      ...{ callbackCommand: 'c', operationID: 'o', groupID: 'g1', displayIsRead: true },
      // Go would read these as the fields that they spell in another way.
      ...{ NextCode: 1, 'errM\u017Fg': 1, GROUPID: 5 },
    };
    const definition = definitions.beforeSetGroupInfo;
    const event = Object.assign(new BeforeSetGroupInfoEvent(), { groupID: 'g1' });
    const expected = { ...JSON.parse(`{${ALLOWED}}`), groupID: 'g1', displayIsRead: true };

    expect(JSON.parse(answer(definition, event, {}, body))).toEqual({
      ...expected,
      groupName: '',
      introduction: '',
      faceURL: '',
    });
    expect(JSON.parse(allowUnreadBytes(definition, { ...body, groupName: 1 }).toString())).toEqual({
      ...expected,
      introduction: '',
      faceURL: '',
    });
  });

  it('keep what such a request has of a user who registers', () => {
    const sent = [
      { userID: 'u1', nickname: 'A', status: 1, addFriendPermission: 2, category: 'c', level: 7 },
      { userID: 'u2', nickname: 'B', status: 1 },
    ];
    const body = { callbackCommand: 'callbackBeforeUserRegisterCommand', users: sent };
    const users = [
      { userID: 'u2', nickname: 'C', status: 0 },
      { userID: 'u1', nickname: 'D' },
      { userID: 'u3', nickname: 'E' },
    ];
    const said = answer(definitions.beforeUserRegister, new BeforeUserRegisterEvent(), { users }, body);
    const zero = { faceURL: '', ex: '', createTime: 0, appMangerLevel: 0, globalRecvMsgOpt: 0 };
    expect(JSON.parse(said)).toHaveProperty('users', [
      { ...zero, userID: 'u2', nickname: 'C', status: 0 },
      { ...zero, userID: 'u1', nickname: 'D', status: 1, addFriendPermission: 2, category: 'c', level: 7 },
      { ...zero, userID: 'u3', nickname: 'E' },
    ]);
  });
});
