import { subjectOf } from './subject.js';

describe('who did it, to whom and where', () => {
  it.each<[object, string]>([
    [{ sendID: 'u1', recvID: 'u2' }, 'u1 to u2'],
    [{ sendID: 'u1', recvID: '', groupID: 'g1' }, 'u1 in group g1'],
    [{ userID: 'u1', conversationID: 'si_u1_u2' }, 'u1 in si_u1_u2'],
    [{ fromUserID: 'u1', toUserID: 'u2' }, 'u1 to u2'],
    [{ groupID: 'g1', kickedUserIDs: ['u1', 'u2', 'u3'] }, '3 users in group g1'],
    [{ groupID: 'g1', memberList: [{ userID: 'u1' }] }, 'u1 in group g1'],
    [{ groupID: 'g1' }, 'group g1'],
    [{ users: [{ userID: 'u1' }] }, 'u1'],
    [{ users: [] }, ''],
  ])('%j is %s', (fields, subject) => {
    expect(subjectOf({ callbackCommand: 'c', ...fields })).toBe(subject);
  });
});
