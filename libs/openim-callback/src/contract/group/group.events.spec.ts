import { GroupMember } from '../objects.js';
import { readEvent } from '../read-event.js';
import {
  BeforeCreateGroupEvent,
  CreateGroupEvent,
  DismissGroupEvent,
  TransferGroupOwnerEvent,
} from './group.events.js';

const group = {
  groupID: '3145926535',
  groupName: 'g',
  notification: 'n',
  introduction: 'i',
  faceURL: 'f',
  ownerUserID: 'u1',
  createTime: 1751440000123,
  memberCount: 3,
  ex: 'e',
  status: 0,
  creatorUserID: 'u1',
  groupType: 2,
  needVerification: 1,
  lookMemberInfo: 1,
  applyMemberFriend: 1,
  notificationUpdateTime: 1751440000124,
  notificationUserID: 'u1',
};

const members = [
  { userID: 'u1', roleLevel: 100 },
  { userID: 'u2', roleLevel: 20 },
];

describe.each([
  [BeforeCreateGroupEvent, { callbackCommand: 'callbackBeforeCreateGroupCommand', operationID: 'o1' }],
  [CreateGroupEvent, { callbackCommand: 'callbackAfterCreateGroupCommand' }],
])('%p', (type: new () => BeforeCreateGroupEvent | CreateGroupEvent, rest) => {
  it('is read with the group at the top level', () => {
    const event = readEvent(type, {
      ...group,
      ...rest,
      initMemberList: members,
    });

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toEqual({ ...group, ...rest, initMemberList: members });
    expect(event.initMemberList).toStrictEqual(members.map((each) => Object.assign(new GroupMember(), each)));
  });

  it('is read without the group, which Go may leave out', () => {
    const event = readEvent(type, {
      ...rest,
      initMemberList: null,
    });

    expect(event).toMatchObject({ ...rest, groupID: '', memberCount: 0, createTime: 0, groupType: 0 });
    expect(event.initMemberList).toEqual([]);
  });

  it.each([
    [{ memberCount: -1 }, 'memberCount must not be less than 0'],
    [{ groupType: '2' }, 'groupType must be an integer number'],
    [{ initMemberList: {} }, 'initMemberList must be an array'],
    [{ initMemberList: [null] }, 'each value in initMemberList must be an object'],
    [
      { initMemberList: [...members, { roleLevel: '20' }] },
      'initMemberList.2.roleLevel must be an integer number',
    ],
  ])('is turned down with a field of a wrong type: %j', (more, problem) => {
    expect(() => readEvent(type, { ...group, ...more })).toThrow(problem);
  });
});

describe('DismissGroupEvent', () => {
  const callbackCommand = 'callbackAfterDisMissGroupCommand';
  const read = {
    callbackCommand,
    groupID: 'g1',
    ownerUserID: 'u1',
    groupType: 2,
    memberUserIDs: ['u1', 'u2'],
  };

  it.each([
    ['as OpenIM sends it', { ownerID: 'u1', groupType: '\u0002', membersID: ['u1', 'u2'] }],
    ['with a number for its type, as in the docs', { ownerID: 'u1', groupType: 2, membersID: ['u1', 'u2'] }],
    ['with digits for its type', { ownerID: 'u1', groupType: '2', membersID: ['u1', 'u2'] }],
    ['in the sane spelling', { ownerUserID: 'u1', groupType: 2, memberUserIDs: ['u1', 'u2'] }],
  ])('is read %s', (_, sent) => {
    const event = readEvent(DismissGroupEvent, { callbackCommand, groupID: 'g1', ...sent });

    expect(event).toBeInstanceOf(DismissGroupEvent);
    expect({ ...event }).toStrictEqual(read);
  });

  it('has no members when they were deleted with the group', () => {
    expect(readEvent(DismissGroupEvent, { groupID: 'g1', membersID: null }).memberUserIDs).toEqual([]);
  });

  it.each(['', 'two', '2.5', true, [2]])('is not read with the type %j', (groupType) => {
    expect(() => readEvent(DismissGroupEvent, { groupType })).toThrow('groupType must be an integer number');
  });
});

describe('TransferGroupOwnerEvent', () => {
  it('is read', () => {
    const body = {
      callbackCommand: 'callbackAfterTransferGroupOwnerCommand',
      groupID: 'g1',
      oldOwnerUserID: 'u1',
      newOwnerUserID: 'u2',
    };
    const event = readEvent(TransferGroupOwnerEvent, body);

    expect(event).toBeInstanceOf(TransferGroupOwnerEvent);
    expect({ ...event }).toStrictEqual(body);
  });
});
