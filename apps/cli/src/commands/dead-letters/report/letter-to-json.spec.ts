import { sampleLetter } from '../../../testing/sample-letter.js';
import { letterToJson, toDocument } from './letter-to-json.js';

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
