import type { OpenImEvent } from '../definition.js';
import { readEvent } from '../read-event.js';
import {
  BeforeSetGroupInfoEvent,
  BeforeSetGroupInfoExEvent,
  BeforeSetGroupMemberInfoEvent,
  SetGroupInfoEvent,
  SetGroupInfoExEvent,
  SetGroupMemberInfoEvent,
} from './group-profile.events.js';

const profile = {
  operationID: '',
  groupID: 'g1',
  groupName: 'new',
  notification: 'n',
  introduction: 'i',
  faceURL: 'f',
  ex: 'e',
  needVerification: 1,
  lookMemberInfo: 1,
  applyMemberFriend: 1,
};

const nulls = <T extends object>(of: T): Record<string, null> =>
  Object.fromEntries(Object.keys(of).map((name) => [name, null]));

describe('a full change of a group', () => {
  it.each([
    [BeforeSetGroupInfoEvent, 'callbackBeforeSetGroupInfoCommand'],
    [SetGroupInfoEvent, 'callbackAfterSetGroupInfoCommand'],
    [BeforeSetGroupInfoExEvent, 'callbackBeforeSetGroupInfoExCommand'],
    [SetGroupInfoExEvent, 'callbackAfterSetGroupInfoExCommand'],
  ])('is read as %p', (type: new () => OpenImEvent, callbackCommand) => {
    const event = readEvent(type, { ...profile, callbackCommand });

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toStrictEqual({ ...profile, callbackCommand });
  });
});

describe('a change of nothing', () => {
  it('is empty before it is made by the legacy route', () => {
    expect({ ...readEvent(BeforeSetGroupInfoEvent, nulls(profile)) }).toStrictEqual({
      callbackCommand: 'callbackBeforeSetGroupInfoCommand',
      operationID: '',
      groupID: '',
      groupName: '',
      notification: '',
      introduction: '',
      faceURL: '',
      ex: '',
      needVerification: 0,
      lookMemberInfo: 0,
      applyMemberFriend: 0,
    });
  });

  it('is partly null after it was made by the legacy route', () => {
    expect({ ...readEvent(SetGroupInfoEvent, nulls(profile)) }).toStrictEqual({
      callbackCommand: 'callbackAfterSetGroupInfoCommand',
      operationID: '',
      groupID: '',
      groupName: '',
      notification: '',
      introduction: '',
      faceURL: '',
      ex: null,
      needVerification: null,
      lookMemberInfo: null,
      applyMemberFriend: null,
    });
  });

  it.each([
    [BeforeSetGroupInfoExEvent, 'callbackBeforeSetGroupInfoExCommand'],
    [SetGroupInfoExEvent, 'callbackAfterSetGroupInfoExCommand'],
  ] as const)(
    'is null by the route of the client SDK: %p',
    (type: new () => BeforeSetGroupInfoExEvent | SetGroupInfoExEvent, callbackCommand) => {
      expect({ ...readEvent(type, nulls(profile)) }).toStrictEqual({
        ...nulls(profile),
        callbackCommand,
        operationID: '',
        groupID: '',
      });
    },
  );
});

describe.each([BeforeSetGroupInfoExEvent, SetGroupInfoExEvent])(
  '%p',
  (type: new () => BeforeSetGroupInfoExEvent | SetGroupInfoExEvent) => {
    it('may wrap values, as in older docs', () => {
      const { operationID, groupID, ...values } = profile;
      const wrapped = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

      expect({ ...readEvent(type, { operationID, groupID, ...wrapped }) }).toMatchObject(profile);
      expect(readEvent(type, { ex: { value: null } }).ex).toBeNull();
    });

    it('tells an empty value from none', () => {
      expect(readEvent(type, { groupName: '', needVerification: 0 })).toMatchObject({
        groupName: '',
        needVerification: 0,
        ex: null,
        lookMemberInfo: null,
      });
    });

    it.each([
      [{ groupName: { value: 1 } }, 'groupName must be a string'],
      [{ groupName: { text: 'x' } }, 'groupName must be a string'],
      [{ needVerification: '1' }, 'needVerification must be an integer number'],
      [{ lookMemberInfo: { value: 1.5 } }, 'lookMemberInfo must be an integer number'],
      [{ groupID: { value: 'g1' } }, 'groupID must be a string'],
    ])('is turned down with a field of a wrong type: %j', (more, problem) => {
      expect(() => readEvent(type, { ...profile, ...more })).toThrow(problem);
    });
  },
);

describe.each([
  [BeforeSetGroupMemberInfoEvent, 'callbackBeforeSetGroupMemberInfoCommand'],
  [SetGroupMemberInfoEvent, 'callbackAfterSetGroupMemberInfoCommand'],
] as const)(
  '%p',
  (type: new () => BeforeSetGroupMemberInfoEvent | SetGroupMemberInfoEvent, callbackCommand) => {
    const ids = { callbackCommand, groupID: 'g1', userID: 'u1' };
    const values = { faceURL: 'f', roleLevel: 60, ex: 'e' };

    it.each(['nickName', 'nickname'])('is read with the spelling %s', (spelling) => {
      const event = readEvent(type, { ...ids, ...values, [spelling]: 'Bob' });

      expect(event).toBeInstanceOf(type);
      expect({ ...event }).toStrictEqual({ ...ids, ...values, nickname: 'Bob' });
    });

    it('is null where nothing changes', () => {
      const event = readEvent(type, { ...ids, ...nulls(values), nickName: null });
      expect({ ...event }).toStrictEqual({ ...ids, ...nulls(values), nickname: null });
    });

    it('is turned down with a role of a wrong type', () => {
      expect(() => readEvent(type, { ...ids, roleLevel: 'admin' })).toThrow(
        'roleLevel must be an integer number',
      );
    });
  },
);
