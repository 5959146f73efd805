import { readEvent } from '../read-event.js';
import { UserKickOffEvent, UserOfflineEvent, UserOnlineEvent } from './presence.events.js';

const body = {
  operationID: 'p_17_2381',
  platformID: 5,
  platform: 'Web',
  userID: 'u1',
  seq: 1751440000123,
};

describe('the presence events', () => {
  it.each([
    [
      UserOnlineEvent,
      { callbackCommand: 'callbackAfterUserOnlineCommand', isAppBackground: true, connID: 'c1' },
    ],
    [UserOfflineEvent, { callbackCommand: 'callbackAfterUserOfflineCommand', connID: 'c1' }],
    [UserKickOffEvent, { callbackCommand: 'callbackAfterUserKickOffCommand' }],
  ])('are read: %p', (type: new () => UserOnlineEvent | UserOfflineEvent | UserKickOffEvent, more) => {
    const event = readEvent(type, { ...body, ...more });

    expect(event).toBeInstanceOf(type);
    expect({ ...event }).toStrictEqual({ ...body, ...more });
  });

  it.each([UserOnlineEvent, UserOfflineEvent, UserKickOffEvent])(
    'may be spelled Platform, as in docs: %p',
    (type: new () => UserOnlineEvent | UserOfflineEvent | UserKickOffEvent) => {
      expect(readEvent(type, { Platform: 'IOS' }).platform).toBe('IOS');
      expect(readEvent(type, { Platform: 'IOS', platform: 'Web' }).platform).toBe('Web');
    },
  );

  it('have fields of their own only', () => {
    const event = readEvent(UserOfflineEvent, { ...body, isAppBackground: true });
    expect(event).not.toHaveProperty('isAppBackground');
  });

  it.each([
    [{ platformID: '5' }, 'platformID must be an integer number'],
    [{ isAppBackground: 'false' }, 'isAppBackground must be a boolean value'],
    [{ isAppBackground: 0 }, 'isAppBackground must be a boolean value'],
    [{ seq: 1751440000.5 }, 'seq must be an integer number'],
  ])('are turned down with a field of a wrong type: %j', (more, problem) => {
    expect(() => readEvent(UserOnlineEvent, { ...body, ...more })).toThrow(problem);
  });
});
