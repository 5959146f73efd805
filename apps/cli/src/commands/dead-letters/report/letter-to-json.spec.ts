import { sampleLetter } from '../../../testing/sample-letter.js';
import { letterToJson, toDocument, readJson } from './letter-to-json.js';

describe('letterToJson', () => {
  it('has every field, the bytes in base64 and the body parsed', () => {
    expect(JSON.parse(toDocument(letterToJson(sampleLetter())))).toEqual({
      id: 'letter-1',
      kind: 'undelivered',
      command: 'callbackAfterUserOnlineCommand',
      listener: 'Presence.online',
      reason: 'connection lost',
      attempts: 10,
      eventID: 'event-1',
      operationID: 'op-1',
      receivedAt: '2026-07-01T10:00:00.000Z',
      diedAt: '2026-07-01T10:05:00.007Z',
      query: 'contenttype=json',
      headers: {},
      raw: Buffer.from('{"userID":"u1"}').toString('base64'),
      body: { userID: 'u1' },
    });
  });

  it('has no body when the bytes are no JSON', () => {
    const letter = sampleLetter({ command: undefined, listener: undefined, raw: Buffer.from([0xff]) });
    const document: unknown = JSON.parse(toDocument(letterToJson(letter)));
    expect(document).toMatchObject({ command: null, listener: null, raw: '/w==' });
    expect(document).not.toHaveProperty('body');
  });
});

describe('readJson', () => {
  it('reads JSON', () => {
    expect(readJson(Buffer.from(' {"a":[1]}\n'))).toEqual({ text: ' {"a":[1]}\n', value: { a: [1] } });
    expect(readJson(Buffer.from('null'))).toEqual({ text: 'null', value: null });
  });

  it.each([[''], ['{'], ['ok'], ['\ufeff{}'], [Buffer.from([0x22, 0xff, 0x22])]])(
    'reads none in %j',
    (raw) => {
      expect(readJson(Buffer.from(raw))).toBeUndefined();
    },
  );
});
