import { exampleBody } from '../examples/example-body.js';
import { interpretReply } from './interpret-reply.js';

function notes(key: string, reply: unknown, changes: Record<string, unknown> = {}): readonly string[] {
  const outcome = interpretReply(key, { ...exampleBody(key), ...changes }, JSON.stringify(reply));
  return outcome.kind === 'allowed' ? outcome.notes : [`not allowed: ${outcome.kind}`];
}

describe('notes on an allowing answer', () => {
  it.each<[string, unknown, string[]]>([
    ['beforeAddFriend', {}, []],
    ['beforeAddFriend', { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 }, []],
    [
      'beforeAddFriend',
      { actionCode: 1, nextCode: 1 },
      ['nextCode 1 is ignored because actionCode is 1, not 0'],
    ],
    ['beforeAddFriend', { nextCode: 2 }, ['nextCode 2 lets the operation continue; only 1 refuses']],
    ['beforeAddFriend', { errCode: 5001 }, ['errCode 5001 is ignored because nextCode is not 1']],
    [
      'beforeAddFriend',
      { statusCode: 401, message: 'x' },
      ['unknown field "statusCode" is ignored', 'unknown field "message" is ignored'],
    ],
    [
      'beforeInviteUserToGroup',
      { refusedMembersAccount: ['u2'] },
      ['refusedMembersAccount is read and ignored'],
    ],
    ['beforeOnlinePush', { userIDList: ['u2'] }, ['userIDList is read and ignored']],
    ['beforeOnlinePush', { userIDList: null }, []],
    ['beforeOfflinePush', { userIDList: [] }, ['userIDList is ignored because it is empty']],
    ['beforeSetFriendRemark', { remark: '' }, ['remark is ignored because it is empty']],
    ['beforeSetGroupMemberInfo', { nickName: null }, []],
    [
      'beforeMemberJoinGroup',
      { memberCallbackList: [{ userID: 'u9' }] },
      ['memberCallbackList: "u9" is not joining and is skipped'],
    ],
    ['beforeSetGroupInfo', { groupID: '3145926535' }, ['groupName is wiped: the answer must echo it']],
    [
      'beforeSetGroupInfoEx',
      {},
      [
        'groupID is wiped: the answer must echo it',
        'groupName is wiped: the answer must echo it',
        'needVerification is wiped: the answer must echo it',
        'without groupID the operation fails with RecordNotFoundError 1004',
      ],
    ],
    [
      'beforeSetGroupInfoEx',
      { groupID: 'other', groupName: 'n', needVerification: 0 },
      ['groupID differs from the request: OpenIM changes that other group'],
    ],
  ])('%s %j', (key, reply, expected) => {
    expect(notes(key, reply)).toEqual(expected);
  });

  it('has nothing to say about a full echo', () => {
    const { callbackCommand, operationID, notification, ...echo } = exampleBody('beforeSetGroupInfoEx');
    expect([callbackCommand, operationID, notification]).toHaveLength(3);
    expect(notes('beforeSetGroupInfoEx', echo)).toEqual([]);
  });

  it.each([
    [101, []],
    [999, []],
    [1000, ['userIDList on a notification skips the handling of members who leave']],
    [5000, ['userIDList on a notification skips the handling of members who leave']],
    [5001, []],
  ])('beforeGroupOnlinePush of content type %i', (contentType, expected) => {
    expect(notes('beforeGroupOnlinePush', { userIDList: ['u2'] }, { contentType })).toEqual(expected);
  });
});
