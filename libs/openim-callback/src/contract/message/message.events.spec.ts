import { InvalidEventError, readEvent } from '../read-event.js';
import {
  BeforeMsgModifyEvent,
  BeforeSendGroupMsgEvent,
  BeforeSendSingleMsgEvent,
  MsgSaveDBEvent,
  SendGroupMsgEvent,
  SendSingleMsgEvent,
} from './message.events.js';

/** A text from u1 to u2, as open-im-server main sends it. */
const wire = {
  sendID: 'u1',
  serverMsgID: '0f4d5d4c8c1b6a2f9a1b2c3d4e5f6071',
  clientMsgID: 'c1a2b3c4d5e6f708192a3b4c5d6e7f80',
  operationID: '1751440000000',
  senderPlatformID: 5,
  senderNickname: 'Alice',
  sessionType: 1,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: 1751440000123,
  createTime: 1751440000100,
  content: '{"content":"hi <b>&</b> 你好"}',
  seq: 0,
  atUserList: null,
  faceURL: 'https://example.com/alice.png',
  ex: '{"a":1}',
};

const read = {
  sendID: 'u1',
  serverMsgID: '0f4d5d4c8c1b6a2f9a1b2c3d4e5f6071',
  clientMsgID: 'c1a2b3c4d5e6f708192a3b4c5d6e7f80',
  operationID: '1751440000000',
  senderPlatformID: 5,
  senderNickname: 'Alice',
  sessionType: 1,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: 1751440000123,
  createTime: 1751440000100,
  content: '{"content":"hi <b>&</b> 你好"}',
  seq: 0,
  atUserIDList: [],
  senderFaceURL: 'https://example.com/alice.png',
  ex: '{"a":1}',
};

describe('a single-chat message', () => {
  it.each([
    [BeforeSendSingleMsgEvent, 'callbackBeforeSendSingleMsgCommand'],
    [SendSingleMsgEvent, 'callbackAfterSendSingleMsgCommand'],
  ] as const)(
    'is read as %p',
    (type: new () => BeforeSendSingleMsgEvent | SendSingleMsgEvent, callbackCommand) => {
      const event = readEvent(type, { ...wire, callbackCommand, recvID: 'u2' });

      expect(event).toBeInstanceOf(type);
      expect({ ...event }).toStrictEqual({ ...read, callbackCommand, recvID: 'u2' });
    },
  );
});

describe('a group message', () => {
  it.each([
    [BeforeSendGroupMsgEvent, 'callbackBeforeSendGroupMsgCommand'],
    [SendGroupMsgEvent, 'callbackAfterSendGroupMsgCommand'],
  ] as const)(
    'is read as %p',
    (type: new () => BeforeSendGroupMsgEvent | SendGroupMsgEvent, callbackCommand) => {
      const body = { ...wire, callbackCommand, sessionType: 3, atUserList: ['u2'], groupID: 'g1' };
      const event = readEvent(type, body);

      expect(event).toBeInstanceOf(type);
      expect({ ...event }).toStrictEqual({
        ...read,
        callbackCommand,
        sessionType: 3,
        atUserIDList: ['u2'],
        groupID: 'g1',
      });
      expect({ ...readEvent(type, { ...body, groupID: undefined }) }).toHaveProperty('groupID', '');
    },
  );

  it.each([BeforeSendGroupMsgEvent, SendGroupMsgEvent])(
    'names the group recvID in older docs: %p',
    (type: new () => BeforeSendGroupMsgEvent | SendGroupMsgEvent) => {
      expect(readEvent(type, { recvID: 'g1' }).groupID).toBe('g1');
      expect(readEvent(type, { groupID: 'g1', recvID: 'u2' }).groupID).toBe('g1');
    },
  );
});

describe('a message about to be modified', () => {
  it('names no group, and the receiver in the Enterprise edition only', () => {
    const callbackCommand = 'callbackBeforeMsgModifyCommand';
    const event = readEvent(BeforeMsgModifyEvent, { ...wire, callbackCommand });
    const enterprise = readEvent(BeforeMsgModifyEvent, {
      ...wire,
      callbackCommand,
      recvID: 'u2',
      keyVersion: 3,
    });

    expect(event).toBeInstanceOf(BeforeMsgModifyEvent);
    expect({ ...event }).toStrictEqual({ ...read, callbackCommand });
    expect({ ...enterprise }).toStrictEqual({ ...read, callbackCommand, recvID: 'u2', keyVersion: 3 });
  });
});

describe('a stored message', () => {
  const callbackCommand = 'callbackAfterMsgSaveDBCommand';

  it.each([
    { sessionType: 1, seq: 42, recvID: 'u2', groupID: '' },
    { sessionType: 3, seq: 4294967295, recvID: '', groupID: '3145926535' },
  ])('is read with both targets: %j', (target) => {
    const event = readEvent(MsgSaveDBEvent, { ...wire, callbackCommand, ...target });

    expect(event).toBeInstanceOf(MsgSaveDBEvent);
    expect({ ...event }).toStrictEqual({ ...read, callbackCommand, ...target });
  });

  it('keeps a receiver from passing for a group', () => {
    expect(readEvent(MsgSaveDBEvent, { recvID: 'u2' })).toMatchObject({ recvID: 'u2', groupID: '' });
  });
});

describe('every message', () => {
  it('may come without the fields that older versions lack', () => {
    const { sendTime, ...older } = wire;
    expect(sendTime).toBeGreaterThan(0);
    expect(readEvent(SendSingleMsgEvent, older).sendTime).toBe(0);
  });

  it.each([
    [{ atUserIDList: ['u2'] }, { atUserIDList: ['u2'] }],
    [{ atUserList: '["u2","u3"]' }, { atUserIDList: ['u2', 'u3'] }],
    [{ atUserList: '' }, { atUserIDList: [] }],
    [{ senderFaceURL: 'f' }, { senderFaceURL: 'f' }],
  ])('may be spelled as in the docs: %j', (body, fields) => {
    expect(readEvent(SendSingleMsgEvent, body)).toMatchObject(fields);
  });

  it.each([
    [{ seq: -1 }, 'seq must not be less than 0'],
    [{ seq: 4294967296 }, 'seq must not be greater than 4294967295'],
    [{ contentType: '101' }, 'contentType must be an integer number'],
    [{ content: { content: 'hi' } }, 'content must be a string'],
    [{ atUserList: 'u2' }, 'atUserIDList must be an array'],
    [{ atUserList: [2] }, 'each value in atUserIDList must be a string'],
    [{ recvID: 2 }, 'recvID must be a string'],
  ])('is turned down with a field of a wrong type: %j', (body, problem) => {
    const reading = (): unknown => readEvent(SendSingleMsgEvent, { ...wire, ...body });
    expect(reading).toThrow(InvalidEventError);
    expect(reading).toThrow(problem);
  });
});
