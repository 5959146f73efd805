import type { OpenImEvent } from '../definition.js';
import { readEvent } from '../read-event.js';
import {
  AddFriendAgreeEvent,
  AddFriendEvent,
  BeforeAddFriendAgreeEvent,
  BeforeAddFriendEvent,
  BeforeImportFriendsEvent,
  BeforeSetFriendRemarkEvent,
  DeleteFriendEvent,
  ImportFriendsEvent,
  SetFriendRemarkEvent,
  BeforeAddBlackEvent,
  RemoveBlackEvent,
} from './friend.events.js';

const application = { fromUserID: 'u1', toUserID: 'u2', reqMsg: 'hello' };
const imported = { ownerUserID: 'u1', friendUserIDs: ['u2', 'u3'] };
const remark = { ownerUserID: 'u1', friendUserID: 'u2', remark: 'Bob' };

describe('the friend events', () => {
  it.each([
    [BeforeAddFriendEvent, { callbackCommand: 'callbackBeforeAddFriendCommand', ...application, ex: 'e' }],
    [AddFriendEvent, { callbackCommand: 'callbackAfterAddFriendCommand', ...application }],
    [
      DeleteFriendEvent,
      { callbackCommand: 'callbackAfterDeleteFriendCommand', ownerUserID: 'u1', friendUserID: 'u2' },
    ],
    [BeforeImportFriendsEvent, { callbackCommand: 'callbackBeforeImportFriendsCommand', ...imported }],
    [ImportFriendsEvent, { callbackCommand: 'callbackAfterImportFriendsCommand', ...imported }],
    [BeforeSetFriendRemarkEvent, { callbackCommand: 'callbackBeforeSetFriendRemarkCommand', ...remark }],
    [SetFriendRemarkEvent, { callbackCommand: 'callbackAfterSetFriendRemarkCommand', ...remark }],
  ])('are read: %p', (type: new () => OpenImEvent, body) => {
    const event = readEvent(type, body);

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toStrictEqual(body);
  });

  it('know no ex of a stored application', () => {
    expect(readEvent(AddFriendEvent, { ...application, ex: 'e' })).not.toHaveProperty('ex');
  });

  it('take null for an empty list of friends', () => {
    expect(readEvent(BeforeImportFriendsEvent, { friendUserIDs: null }).friendUserIDs).toEqual([]);
  });

  it.each([
    [{ friendUserIDs: 'u2' }, 'friendUserIDs must be an array'],
    [{ friendUserIDs: '["u2"]' }, 'friendUserIDs must be an array'],
    [{ friendUserIDs: ['u2', null] }, 'each value in friendUserIDs must be a string'],
    [{ ownerUserID: ['u1'] }, 'ownerUserID must be a string'],
  ])('are turned down with a field of a wrong type: %j', (more, problem) => {
    expect(() => readEvent(ImportFriendsEvent, { ...imported, ...more })).toThrow(problem);
  });
});

describe.each([
  [BeforeAddFriendAgreeEvent, 'callbackBeforeAddFriendAgreeCommand'],
  [AddFriendAgreeEvent, 'callbackAfterAddFriendAgreeCommand'],
] as const)('%p', (type: new () => BeforeAddFriendAgreeEvent | AddFriendAgreeEvent, callbackCommand) => {
  const read = { callbackCommand, fromUserID: 'u1', toUserID: 'u2', handleResult: 1, handleMsg: 'welcome' };

  it.each([
    ['as OpenIM sends it', { blackUserID: 'u2', HandleResult: 1, HandleMsg: 'welcome' }],
    ['as older docs show it', { toUserID: 'u2', handleResult: 1, handleMsg: 'welcome' }],
  ])('is read %s', (_, sent) => {
    const event = readEvent(type, { callbackCommand, fromUserID: 'u1', ...sent });

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toStrictEqual(read);
  });

  it('names its fields sanely when it turns them down', () => {
    const body = { blackUserID: 2, HandleResult: '1', HandleMsg: {} };
    for (const problem of [
      'toUserID must be a string',
      'handleResult must be an integer number',
      'handleMsg must be a string',
    ]) {
      expect(() => readEvent(type, body)).toThrow(problem);
    }
  });
});

describe.each([
  [BeforeAddBlackEvent, 'callbackBeforeAddBlackCommand'],
  [RemoveBlackEvent, 'callbackAfterRemoveBlackCommand'],
] as const)('%p', (type: new () => BeforeAddBlackEvent | RemoveBlackEvent, callbackCommand) => {
  const body = { callbackCommand, ownerUserID: 'u1', blackUserID: 'u2' };

  it('is read', () => {
    const event = readEvent(type, { ...body, operationID: 'not in the open-source server' });

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toStrictEqual(body);
  });

  it.each(['ownerUserID', 'blackUserID'])('is turned down with a number for %s', (field) => {
    expect(() => readEvent(type, { ...body, [field]: 2 })).toThrow(`${field} must be a string`);
  });
});
