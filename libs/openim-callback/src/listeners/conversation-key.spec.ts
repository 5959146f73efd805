import { decodeConversationKey } from './conversation-key.js';

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const query = (value: unknown): string => `key=${encodeURIComponent(encode(value))}`;

describe('decodeConversationKey', () => {
  it('decodes the key of a single chat', () => {
    expect(decodeConversationKey(query({ sendID: 'u1', recvID: 'u2', groupID: '' }))).toEqual({
      raw: encode({ sendID: 'u1', recvID: 'u2', groupID: '' }),
      sendID: 'u1',
      recvID: 'u2',
      groupID: '',
    });
  });

  it('decodes names that are not ASCII, and base64 with + and /', () => {
    const ids = { sendID: '你好~~~???>>>', recvID: 'ÿþ', groupID: 'g1' };
    expect(encode(ids)).toMatch(/[+/]/);
    expect(decodeConversationKey(query(ids))).toMatchObject(ids);
  });

  it('finds the key among other parameters', () => {
    expect(decodeConversationKey(`contenttype=json&${query({ sendID: 'u1' })}&token=x`)).toMatchObject({
      sendID: 'u1',
    });
  });

  it('has empty texts for what the key leaves out or has of another type', () => {
    expect(decodeConversationKey(query({ sendID: 5, groupID: null }))).toMatchObject({
      sendID: '',
      recvID: '',
      groupID: '',
    });
  });

  it.each([
    '',
    'contenttype=json',
    'monkey=abc',
    'key',
    'key=',
    'key=%%%',
    'key=!!!',
    `key=${encode('x').slice(1)}`,
  ])('is undefined without a usable key: %p', (text) => {
    expect(decodeConversationKey(text)).toBeUndefined();
  });

  it.each([null, 5, 'text', true, [{ sendID: 'u1' }]])('is undefined when the key holds %p', (value) => {
    expect(decodeConversationKey(query(value))).toBeUndefined();
  });
});
