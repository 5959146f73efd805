import { JoiningMember } from '../objects.js';
import { readEvent } from '../read-event.js';
import {
  BeforeApplyJoinGroupEvent,
  BeforeInviteUserToGroupEvent,
  BeforeMemberJoinGroupEvent,
  JoinGroupEvent,
  KickGroupMemberEvent,
  QuitGroupEvent,
} from './group-membership.events.js';

describe('BeforeMemberJoinGroupEvent', () => {
  const memberList = [
    { userID: 'u1', ex: '' },
    { userID: 'u2', ex: 'e' },
  ];
  const body = {
    callbackCommand: 'callbackBeforeMembersJoinGroupCommand',
    groupID: 'g1',
    memberList,
    groupEx: 'ge',
  };

  it('is read with its members', () => {
    const event = readEvent(BeforeMemberJoinGroupEvent, body);

    expect(event).toBeInstanceOf(BeforeMemberJoinGroupEvent);
    expect({ ...event }).toEqual(body);
    expect(event.memberList).toStrictEqual(
      memberList.map((each) => Object.assign(new JoiningMember(), each)),
    );
  });

  it.each([
    [{ memberList: { userID: 'u1' } }, 'memberList must be an array'],
    [{ memberList: ['u1'] }, 'each value in memberList must be an object'],
    [{ memberList: [{ userID: 1 }] }, 'memberList.0.userID must be a string'],
  ])('is turned down with a field of a wrong type: %j', (more, problem) => {
    expect(() => readEvent(BeforeMemberJoinGroupEvent, { ...body, ...more })).toThrow(problem);
  });
});

describe('BeforeInviteUserToGroupEvent', () => {
  const rest = {
    callbackCommand: 'callbackBeforeInviteJoinGroupCommand',
    operationID: 'o1',
    groupID: 'g1',
    reason: 'come in',
  };

  it.each([
    [
      ['u1', 'u2'],
      ['u1', 'u2'],
    ],
    ['["u1","u2"]', ['u1', 'u2']],
    ['', []],
    [null, []],
  ])('is read with the invited users %j', (sent, invitedUserIDs) => {
    const event = readEvent(BeforeInviteUserToGroupEvent, { ...rest, invitedUserIDs: sent });

    expect(event).toBeInstanceOf(BeforeInviteUserToGroupEvent);
    expect({ ...event }).toStrictEqual({ ...rest, invitedUserIDs });
  });

  it.each(['u1', 'u1,u2', '{"u1":1}', '1'])('is not read with the invited users %j', (invitedUserIDs) => {
    expect(() => readEvent(BeforeInviteUserToGroupEvent, { ...rest, invitedUserIDs })).toThrow(
      'invitedUserIDs must be an array',
    );
  });

  it('is not read with invited users in text that are no ids', () => {
    expect(() => readEvent(BeforeInviteUserToGroupEvent, { ...rest, invitedUserIDs: '[1]' })).toThrow(
      'each value in invitedUserIDs must be a string',
    );
  });
});

describe('BeforeApplyJoinGroupEvent', () => {
  const rest = {
    callbackCommand: 'callbackBeforeJoinGroupCommand',
    groupID: 'g1',
    applyID: 'u1',
    reqMessage: 'hello',
    ex: 'e',
  };

  it.each(['\u0002', '2', 2])('is read with the group type %j as 2', (groupType) => {
    const event = readEvent(BeforeApplyJoinGroupEvent, { ...rest, groupType });

    expect(event).toBeInstanceOf(BeforeApplyJoinGroupEvent);
    expect({ ...event }).toStrictEqual({ ...rest, groupType: 2 });
  });

  it('is not read with a group type that is no number', () => {
    expect(() => readEvent(BeforeApplyJoinGroupEvent, { ...rest, groupType: 'working' })).toThrow(
      'groupType must be an integer number',
    );
  });
});

describe('JoinGroupEvent', () => {
  const rest = {
    callbackCommand: 'callbackAfterJoinGroupCommand',
    operationID: 'o1',
    groupID: 'g1',
    reqMessage: 'hello',
    joinSource: 3,
  };

  it.each([{ inviterUserID: 'u1' }, { userID: 'u1' }, { inviterUserID: 'u1', userID: 'u2' }])(
    'is read with the user who joined: %j',
    (sent) => {
      const event = readEvent(JoinGroupEvent, { ...rest, ...sent });

      expect(event).toBeInstanceOf(JoinGroupEvent);
      expect({ ...event }).toStrictEqual({ ...rest, inviterUserID: 'u1' });
    },
  );
});

describe('leaving a group', () => {
  it('by oneself is read', () => {
    const body = { callbackCommand: 'callbackAfterQuitGroupCommand', groupID: 'g1', userID: 'u1' };
    const event = readEvent(QuitGroupEvent, body);

    expect(event).toBeInstanceOf(QuitGroupEvent);
    expect({ ...event }).toStrictEqual(body);
  });

  it.each([
    [
      ['u1', 'u2'],
      ['u1', 'u2'],
    ],
    [null, []],
  ])('by another is read with the users %j', (sent, kickedUserIDs) => {
    const rest = { callbackCommand: 'callbackAfterKickGroupCommand', groupID: 'g1', reason: 'spam' };
    const event = readEvent(KickGroupMemberEvent, { ...rest, kickedUserIDs: sent });

    expect(event).toBeInstanceOf(KickGroupMemberEvent);
    expect({ ...event }).toStrictEqual({ ...rest, kickedUserIDs });
  });
});
