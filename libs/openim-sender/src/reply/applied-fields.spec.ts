import { findCommand } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { appliedFields, appliedMembers, unknownMembers } from './applied-fields.js';
import { readReply } from './read-reply.js';

function applied(key: string, reply: unknown, request = exampleBody(key)): Record<string, unknown> {
  const row = findCommand(key);
  return appliedFields(row, readReply(row, Buffer.from(JSON.stringify(reply))), request);
}

describe('appliedFields', () => {
  it.each<[string, unknown, unknown]>([
    ['beforeSendSingleMsg', { content: 'x' }, {}],
    ['beforeMsgModify', { content: '{}', ex: '' }, { content: '{}', ex: '' }],
    ['beforeMsgModify', { atUserIDList: [] }, { atUserIDList: [] }],
    ['beforeMsgModify', { atUserIDList: null, options: {} }, { options: {} }],
    ['beforeMsgModify', { msgDataList: 'AAE=' }, {}],
    ['beforeOfflinePush', { userIDList: [] }, {}],
    ['beforeOfflinePush', { userIDList: ['u9'] }, { userIDList: ['u9'] }],
    [
      'beforeOfflinePush',
      { offlinePushInfo: { title: 't' } },
      {
        offlinePushInfo: {
          title: 't',
          desc: '',
          ex: '',
          iOSPushSound: '',
          iOSBadgeCount: false,
          signalInfo: '',
        },
      },
    ],
    ['beforeOnlinePush', { userIDList: ['u9'], offlinePushInfo: {} }, {}],
    ['beforeGroupOnlinePush', { userIDList: ['u9'], offlinePushInfo: {} }, { userIDList: ['u9'] }],
    ['beforeImportFriends', { friendUserIDs: [] }, {}],
    ['beforeImportFriends', { friendUserIDs: [null] }, { friendUserIDs: [''] }],
    ['beforeSetFriendRemark', { remark: '' }, {}],
    ['beforeSetFriendRemark', { remark: 'B' }, { remark: 'B' }],
    ['beforeCreateGroup', { groupID: '', groupType: 0, applyMemberFriend: 1 }, { groupID: '', groupType: 0 }],
    ['beforeInviteUserToGroup', { refusedMembersAccount: ['u2'] }, {}],
    ['beforeSetGroupMemberInfo', { nickName: null, roleLevel: 20 }, { roleLevel: 20 }],
    ['beforeSetGroupInfo', {}, { groupID: '', groupName: '', introduction: '', faceURL: '' }],
    [
      'beforeSetGroupInfo',
      { groupID: 'g', notification: 'n', ex: 'e', needVerification: null },
      { groupID: 'g', groupName: '', introduction: '', faceURL: '', ex: 'e' },
    ],
    [
      'beforeSetGroupInfoEx',
      { groupID: 'g', groupName: 'n', needVerification: 1, notification: 'x' },
      {
        groupID: 'g',
        groupName: 'n',
        introduction: null,
        faceURL: null,
        ex: null,
        needVerification: 1,
        lookMemberInfo: null,
        applyMemberFriend: null,
      },
    ],
    ['beforeUserRegister', { users: [] }, {}],
    [
      'beforeUserRegister',
      { users: [{ userID: 'u1', createTime: 5 }] },
      {
        users: [{ userID: 'u1', nickname: '', faceURL: '', ex: '', appMangerLevel: 0, globalRecvMsgOpt: 0 }],
      },
    ],
    ['beforeUpdateUserInfo', { nickName: '', ex: 'e' }, { nickName: '', ex: 'e' }],
    [
      'beforeCreateSingleChatConversations',
      { isPinned: false, recvMsgOpt: 2 },
      { recvMsgOpt: 2, isPinned: false },
    ],
  ])('%s %j', (key, reply, expected) => {
    expect(applied(key, reply)).toEqual(expected);
  });

  it('changes only members who are joining', () => {
    const reply = {
      memberCallbackList: [
        { userID: 'u2', roleLevel: 60, nickname: null },
        { userID: 'stranger', roleLevel: 100 },
      ],
    };
    expect(applied('beforeMemberJoinGroup', reply)).toEqual({
      memberCallbackList: [{ userID: 'u2', roleLevel: 60 }],
    });
    expect(applied('beforeMemberJoinGroup', reply, {})).toEqual({});
  });

  it('applies nothing of an unknown command', () => {
    expect(appliedFields(undefined, readReply(undefined, Buffer.from('{"a":1}')), {})).toEqual({});
  });
});

const joining = [{ userID: 'u1' }, { userID: 'u2' }];

describe('appliedMembers and unknownMembers', () => {
  it('split the changes by who is joining', () => {
    const changes = [
      { userID: 'u2', ex: null, roleLevel: 20 },
      { userID: 'u3', ex: 'e' },
    ];
    expect(appliedMembers(changes, joining)).toEqual([{ userID: 'u2', roleLevel: 20 }]);
    expect(unknownMembers(changes, joining)).toEqual(['u3']);
  });

  it.each([[null], [undefined], ['x'], [[null, 5]]])('make nothing of %j', (changes) => {
    expect(appliedMembers(changes, joining)).toEqual([]);
    expect(unknownMembers(changes, joining)).toEqual([]);
  });

  it('know nobody without a member list', () => {
    expect(unknownMembers(joining, null)).toEqual(['u1', 'u2']);
  });
});
