import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { fieldsOf } from './field-metadata.js';
import * as contract from './index.js';
import { describeErrors } from './read-event.js';

/** Every reply class, with a value for each field it has, as a listener gives it. */
const replies: readonly (readonly [new () => object, Readonly<Record<string, unknown>>])[] = [
  [contract.NoReplyFields, {}],
  [
    contract.BeforeMsgModifyReply,
    {
      content: '{"content":"***"}',
      recvID: 'u2',
      groupID: 'g1',
      clientMsgID: 'c1',
      serverMsgID: 's1',
      senderPlatformID: 5,
      senderNickname: 'Alice',
      senderFaceURL: 'f',
      sessionType: 1,
      msgFrom: 100,
      contentType: 101,
      status: 1,
      options: { history: true },
      atUserIDList: [],
      attachedInfo: 'a',
      ex: 'e',
    },
  ],
  [
    contract.BeforeOfflinePushReply,
    {
      userIDList: ['u1'],
      offlinePushInfo: {
        title: 't',
        desc: 'd',
        ex: 'e',
        iOSPushSound: '+1',
        iOSBadgeCount: true,
        signalInfo: 's',
      },
    },
  ],
  [contract.BeforeGroupOnlinePushReply, { userIDList: ['u1'] }],
  [contract.BeforeImportFriendsReply, { friendUserIDs: ['u1'] }],
  [contract.BeforeSetFriendRemarkReply, { remark: 'Bob' }],
  [
    contract.BeforeCreateGroupReply,
    {
      groupID: 'g1',
      groupName: 'g',
      notification: 'n',
      introduction: 'i',
      faceURL: 'f',
      ownerUserID: 'u1',
      ex: 'e',
      status: 0,
      creatorUserID: 'u1',
      groupType: 2,
      needVerification: 1,
      lookMemberInfo: 1,
    },
  ],
  [
    contract.BeforeMemberJoinGroupReply,
    {
      memberCallbackList: [
        { userID: 'u1', nickname: 'Al', faceURL: 'f', roleLevel: 20, muteEndTime: 1751440000123, ex: 'e' },
      ],
    },
  ],
  ...[contract.BeforeSetGroupInfoReply, contract.BeforeSetGroupInfoExReply].map(
    (type) =>
      [
        type,
        {
          groupName: 'g',
          introduction: 'i',
          faceURL: 'f',
          ex: 'e',
          needVerification: 1,
          lookMemberInfo: 1,
          applyMemberFriend: 1,
        },
      ] as const,
  ),
  [contract.BeforeSetGroupMemberInfoReply, { ex: 'e', nickname: 'Al', faceURL: 'f', roleLevel: 60 }],
  [
    contract.BeforeUserRegisterReply,
    {
      users: [
        {
          userID: 'u1',
          nickname: 'Al',
          faceURL: 'f',
          ex: 'e',
          createTime: 0,
          appManagerLevel: 1,
          globalRecvMsgOpt: 0,
        },
      ],
    },
  ],
  [contract.BeforeUpdateUserInfoReply, { nickname: 'Al', faceURL: 'f', ex: 'e' }],
  [contract.BeforeUpdateUserInfoExReply, { nickname: 'Al', faceURL: 'f' }],
  ...[
    contract.BeforeCreateSingleChatConversationsReply,
    contract.BeforeCreateGroupChatConversationsReply,
  ].map(
    (type) =>
      [
        type,
        {
          recvMsgOpt: 2,
          isPinned: true,
          isPrivateChat: true,
          burnDuration: 30,
          groupAtType: 0,
          attachedInfo: 'a',
          ex: 'e',
          isMarked: true,
        },
      ] as const,
  ),
];

const options = { excludeExtraneousValues: true, exposeUnsetFields: false };

const problems = (type: new () => object, fields: object): string[] =>
  describeErrors(validateSync(plainToInstance(type, fields, options), { forbidUnknownValues: false }));

describe.each(replies)('%p', (type, fields) => {
  it('has these fields and no others', () => {
    expect(fieldsOf(type).map((field) => field.name)).toEqual(Object.keys(fields));
  });

  it('takes them in the sane spelling, and may be without any', () => {
    expect(plainToInstance(type, fields, options)).toEqual(fields);
    expect(problems(type, fields)).toEqual([]);
    expect({ ...plainToInstance(type, {}, options) }).toStrictEqual({});
    expect(problems(type, {})).toEqual([]);
  });

  it('turns a symbol down in each', () => {
    for (const name of Object.keys(fields)) expect(problems(type, { [name]: Symbol('no') })).not.toEqual([]);
  });
});

describe('the reply classes', () => {
  it('are those of the before commands', () => {
    const used = contract.allDefinitions().flatMap((each) => (each.phase === 'before' ? [each.reply] : []));
    expect(new Set(used)).toEqual(new Set(replies.map(([type]) => type)));
  });

  it.each([
    [contract.BeforeUserRegisterReply, 'users.0.appManagerLevel', { users: [{ appManagerLevel: '1' }] }],
    [contract.BeforeUserRegisterReply, 'each value in users', { users: [null] }],
    [
      contract.BeforeMemberJoinGroupReply,
      'memberCallbackList.0.muteEndTime',
      { memberCallbackList: [{ muteEndTime: 1.5 }] },
    ],
    [
      contract.BeforeOfflinePushReply,
      'offlinePushInfo.iOSBadgeCount',
      { offlinePushInfo: { iOSBadgeCount: 1 } },
    ],
    [contract.BeforeMsgModifyReply, 'content must be a string that holds a JSON object', { content: 'hi' }],
    [contract.BeforeMsgModifyReply, 'options must map names to booleans', { options: { history: 'yes' } }],
  ])('say what is wrong inside: %p %s', (type, problem, fields) => {
    expect(problems(type, fields)).toEqual([expect.stringContaining(problem)]);
  });

  it.each([
    [contract.BeforeUpdateUserInfoReply, 'nickname', 'nickName'],
    [contract.BeforeUpdateUserInfoExReply, 'nickname', 'nickName'],
    [contract.BeforeSetGroupMemberInfoReply, 'nickname', 'nickName'],
    [contract.JoiningMemberChange, 'nickname', 'nickname'],
    [contract.BeforeMsgModifyReply, 'senderFaceURL', 'senderFaceURL'],
    [contract.BeforeMsgModifyReply, 'atUserIDList', 'atUserIDList'],
    [contract.UserInfo, 'appManagerLevel', 'appMangerLevel'],
  ])('are written as OpenIM reads them: %p %s', (type: new () => object, name, wire) => {
    expect(fieldsOf(type).find((field) => field.name === name)?.wire[0]).toBe(wire);
  });
});
