import { findCommand } from '../commands/wire-commands.js';
import { exampleBody } from '../examples/example-body.js';
import { readReply } from './read-reply.js';
import type { HiddenState, Trap } from './traps.js';
import { findTrap } from './traps.js';

function trap(
  key: string,
  reply: unknown,
  request = exampleBody(key),
  hidden: HiddenState = {},
): Trap | undefined {
  const row = findCommand(key);
  return findTrap(row?.command ?? key, readReply(row, Buffer.from(JSON.stringify(reply))), request, hidden);
}

describe('findTrap', () => {
  it.each([
    ['beforeMsgModify', { offlinePushInfo: { title: 't' } }, 'offlinePushInfo'],
    ['beforeUpdateUserInfoEx', { faceURL: '' }, 'faceURL'],
    ['beforeUpdateUserInfoEx', { ex: 'e' }, 'ex'],
    ['beforeMemberJoinGroup', { memberCallbackList: [null] }, 'memberCallbackList'],
    ['beforeMemberJoinGroup', { memberCallbackList: [{ userID: 'u2' }, {}] }, 'memberCallbackList'],
    ['beforeMemberJoinGroup', { memberCallbackList: [{ userID: null }] }, 'memberCallbackList'],
    ['beforeUserRegister', { users: [{ userID: 'u1' }, null] }, 'users'],
  ])('%s %j panics', (key, reply, field) => {
    expect(trap(key, reply)).toMatchObject({ field });
  });

  it.each([
    ['beforeMsgModify', { offlinePushInfo: null }],
    ['beforeMsgModify', {}],
    ['beforeUpdateUserInfoEx', { nickName: 'N', faceURL: null }],
    ['beforeUpdateUserInfo', { ex: 'e', faceURL: 'x' }],
    ['beforeMemberJoinGroup', { memberCallbackList: [{ userID: 'stranger' }] }],
    ['beforeMemberJoinGroup', { memberCallbackList: null }],
    ['beforeUserRegister', { users: [{}] }],
    ['beforeOfflinePush', { offlinePushInfo: {} }],
    ['toString', {}],
  ])('%s %j does not', (key, reply) => {
    expect(trap(key, reply, { ...(key === 'toString' ? {} : exampleBody(key)) })).toBeUndefined();
  });

  it('names the element', () => {
    expect(trap('beforeUserRegister', { users: [{}, null] })?.detail).toBe('element 1 is null');
  });

  it('counts an absent request field as null', () => {
    expect(trap('beforeUpdateUserInfoEx', { nickName: 'N' }, {})).toMatchObject({ field: 'nickName' });
  });

  it('believes what the caller knows of the operation', () => {
    const push = { offlinePushInfo: {} };
    expect(trap('beforeMsgModify', push, {}, { messageHasOfflinePushInfo: true })).toBeUndefined();
    expect(trap('beforeUpdateUserInfoEx', { ex: 'e' }, {}, { userExIsSet: true })).toBeUndefined();
    expect(trap('beforeUpdateUserInfoEx', { faceURL: 'e' }, {}, { userExIsSet: true })).toBeDefined();
  });
});
