import { readEvent } from '../read-event.js';
import { BeforeGroupOnlinePushEvent, BeforeOfflinePushEvent, BeforeOnlinePushEvent } from './push.events.js';

const common = {
  operationID: '1751440000000',
  platformID: 5,
  platform: 'Web',
  clientMsgID: 'c1a2',
  sendID: 'u1',
  groupID: '',
  contentType: 101,
  sessionType: 1,
  content: '{"content":"hi"}',
};

const offlinePushInfo = {
  title: 'You have a new message.',
  desc: '',
  ex: '{}',
  iOSPushSound: '+1',
  iOSBadgeCount: true,
  signalInfo: '',
};

const addressed = [
  [BeforeOfflinePushEvent, 'callbackBeforeOfflinePushCommand'],
  [BeforeOnlinePushEvent, 'callbackBeforeOnlinePushCommand'],
] as const;

describe.each(addressed)(
  '%p',
  (type: new () => BeforeOfflinePushEvent | BeforeOnlinePushEvent, callbackCommand) => {
    const rest = { ...common, callbackCommand, userIDList: ['u2', 'u1'] };

    it('is read with the texts of the message', () => {
      const event = readEvent(type, { ...rest, ...offlinePushInfo, atUserIDList: ['u2'] });

      expect(event).toBeInstanceOf(type);
      expect({ ...event }).toStrictEqual({ ...rest, ...offlinePushInfo, atUserIDList: ['u2'] });
    });

    it('has no texts when the message has none', () => {
      const event = readEvent(type, { ...rest, atUserIDList: null });

      expect({ ...event }).toStrictEqual({ ...rest, atUserIDList: [] });
      for (const name of Object.keys(offlinePushInfo)) expect(event).not.toHaveProperty(name);
    });

    it('has no receivers when OpenIM sends null', () => {
      expect(readEvent(type, { userIDList: null, title: null }).userIDList).toEqual([]);
    });

    it.each([
      [{ iOSBadgeCount: 1 }, 'iOSBadgeCount must be a boolean value'],
      [{ title: 1 }, 'title must be a string'],
      [{ userIDList: 'u1' }, 'userIDList must be an array'],
      [{ userIDList: [1] }, 'each value in userIDList must be a string'],
    ])('is turned down with a field of a wrong type: %j', (more, problem) => {
      expect(() => readEvent(type, { ...rest, ...more })).toThrow(problem);
    });
  },
);

describe('BeforeGroupOnlinePushEvent', () => {
  const callbackCommand = 'callbackBeforeGroupOnlinePushCommand';
  const body = { ...common, callbackCommand, groupID: 'g1', sessionType: 3, seq: 4294967297 };

  it('is read without receivers and texts', () => {
    const sent = { ...body, ...offlinePushInfo, userIDList: ['u2'], atUserIDList: ['u2'] };
    const event = readEvent(BeforeGroupOnlinePushEvent, sent);

    expect(event).toBeInstanceOf(BeforeGroupOnlinePushEvent);
    expect({ ...event }).toStrictEqual({ ...body, atUserIDList: ['u2'] });
  });

  it.each([
    [{ Platform: 'IOS' }, { platform: 'IOS' }],
    [{ atUserIDList: '["u2"]' }, { atUserIDList: ['u2'] }],
  ])('may be spelled as in the docs: %j', (sent, fields) => {
    expect(readEvent(BeforeGroupOnlinePushEvent, sent)).toMatchObject(fields);
  });
});
