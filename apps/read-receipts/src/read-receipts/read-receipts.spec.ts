import { Logger } from '@nestjs/common';
import { SingleMsgReadEvent, type CallbackContext } from 'nestjs-openim-callback';
import type { Change } from './conversation.js';
import { MAX_ID_LENGTH, ReadReceipts } from './read-receipts.js';

const context: CallbackContext = {
  eventID: 'e1',
  operationID: 'op-1',
  command: 'callbackAfterSingleMsgReadCommand',
  phase: 'after',
  instance: 'default',
  receivedAt: new Date('2026-01-01T12:00:00Z'),
  attempt: 1,
  raw: Buffer.from('{}'),
  body: {},
  key: undefined,
  signal: new AbortController().signal,
};

const event = (fields: Partial<SingleMsgReadEvent>): SingleMsgReadEvent =>
  Object.assign(new SingleMsgReadEvent(), { conversationID: 'si_u1_u2', userID: 'u2', ...fields });

describe('ReadReceipts', () => {
  it('keeps what a receipt says and when it came', () => {
    const receipts = new ReadReceipts();
    receipts.note(event({ seqs: [7, 8] }), context);

    const conversation = {
      conversationID: 'si_u1_u2',
      readers: [{ userID: 'u2', seq: 8, readAt: '2026-01-01T12:00:00.000Z' }],
    };
    expect(receipts.find('si_u1_u2')).toEqual(conversation);
    expect(receipts.list()).toEqual([conversation]);
  });

  it('knows nothing of other conversations', () => {
    expect(new ReadReceipts().find('sg_g1')).toEqual({ conversationID: 'sg_g1', readers: [] });
  });

  it('tells of changes as they happen', () => {
    const receipts = new ReadReceipts();
    const told: Change[] = [];
    receipts.note(event({ seqs: [1] }), context);
    receipts.changes.subscribe((change) => told.push(change));
    receipts.note(event({ seqs: [2] }), context);
    expect(told).toMatchObject([
      { kind: 'read', conversationID: 'si_u1_u2', reader: { userID: 'u2', seq: 2 } },
    ]);
  });

  describe('with ids longer than any of OpenIM', () => {
    const warnings: unknown[] = [];
    const quiet = (): void => undefined;

    beforeAll(() =>
      Logger.overrideLogger({ log: quiet, error: quiet, warn: (text: unknown) => warnings.push(text) }),
    );
    afterAll(() => Logger.overrideLogger(true));

    it.each(['conversationID', 'userID'])('ignores a receipt for its %s, and warns', (field) => {
      warnings.length = 0;
      const receipts = new ReadReceipts();
      receipts.note(event({ [field]: 'x'.repeat(MAX_ID_LENGTH + 1) }), context);
      expect(receipts.list()).toEqual([]);
      expect(warnings).toEqual(['Ignored a receipt whose ids are longer than 255 characters']);

      receipts.note(event({ [field]: 'x'.repeat(MAX_ID_LENGTH) }), context);
      expect(receipts.list()).toHaveLength(1);
    });
  });
});
