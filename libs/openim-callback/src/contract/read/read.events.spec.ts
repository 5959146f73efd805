import { readEvent } from '../read-event.js';
import { GroupMsgReadEvent, RevokeMsgEvent, SingleMsgReadEvent } from './read.events.js';

describe('SingleMsgReadEvent', () => {
  const callbackCommand = 'callbackAfterSingleMsgReadCommand';
  const rest = { callbackCommand, conversationID: 'si_u1_u2', userID: 'u2', contentType: 1 };

  it.each([
    ['messages marked one by one', { Seqs: [3, 4] }, [3, 4]],
    ['a chat marked as a whole', { Seqs: null }, []],
    ['the spelling of the docs', { seqs: [20, 35] }, [20, 35]],
    ['both spellings', { seqs: [20], Seqs: [3] }, [3]],
    ['no seqs at all', {}, []],
  ])('is read from %s', (_, sent, seqs) => {
    const event = readEvent(SingleMsgReadEvent, { ...rest, ...sent });

    expect(event).toBeInstanceOf(SingleMsgReadEvent);
    expect({ ...event }).toStrictEqual({ ...rest, seqs });
  });

  it.each([
    [{ Seqs: '[3,4]' }, 'seqs must be an array'],
    [{ Seqs: ['3'] }, 'each value in seqs must be an integer number'],
    [{ Seqs: [9007199254740992] }, 'each value in seqs must not be greater than 9007199254740991'],
    [{ contentType: 2147483648 }, 'contentType must not be greater than 2147483647'],
    [{ userID: null, conversationID: 1 }, 'conversationID must be a string'],
  ])('is not read from %j', (sent, problem) => {
    expect(() => readEvent(SingleMsgReadEvent, { ...rest, ...sent })).toThrow(problem);
  });
});

describe('GroupMsgReadEvent', () => {
  const callbackCommand = 'callbackAfterGroupMsgReadCommand';
  const body = { callbackCommand, sendID: 'u1', receiveID: 'u1', unreadMsgNum: 4294967297, contentType: 3 };

  it('is read with its 64-bit position', () => {
    const event = readEvent(GroupMsgReadEvent, body);

    expect(event).toBeInstanceOf(GroupMsgReadEvent);
    expect({ ...event }).toStrictEqual(body);
  });

  it('is not read from a position in text', () => {
    expect(() => readEvent(GroupMsgReadEvent, { ...body, unreadMsgNum: '3' })).toThrow(
      'unreadMsgNum must be an integer number',
    );
  });
});

describe('RevokeMsgEvent', () => {
  const rest = { callbackCommand: 'callbackBeforeAfterMsgCommand', conversationID: 'sg_g1', userID: 'u1' };

  it.each([
    [42, 42],
    ['42', 42],
    [4294967297, 4294967297],
    [null, 0],
  ])('is read with the seq %p', (sent, seq) => {
    const event = readEvent(RevokeMsgEvent, { ...rest, seq: sent });

    expect(event).toBeInstanceOf(RevokeMsgEvent);
    expect({ ...event }).toStrictEqual({ ...rest, seq });
  });

  it.each(['', 'x', '4.2', '9007199254740993', [42], { value: 42 }])('is not read with the seq %j', (seq) => {
    expect(() => readEvent(RevokeMsgEvent, { ...rest, seq })).toThrow(
      /seq must (be an integer|not be greater)/,
    );
  });
});
