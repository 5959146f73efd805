import fc from 'fast-check';
import { rewriteTexts, textsOf } from './message-text.js';

const message = (contentType: number, element: unknown) => ({
  contentType,
  content: JSON.stringify(element),
});
const shout = (text: string): string => text.toUpperCase();

describe('textsOf', () => {
  it.each([
    ['text', 101, { content: 'hi' }],
    ['text with mentions', 106, { text: 'hi', atUserList: ['u1'] }],
    ['a quote', 114, { text: 'hi', quoteMessage: { textElem: { content: 'earlier' } } }],
    ['rich text', 117, { text: 'hi', messageEntityList: [] }],
  ])('finds the text of %s', (_, contentType, element) => {
    expect(textsOf(message(contentType, element))).toEqual(['hi']);
  });

  it.each([
    ['a picture', 102, { content: 'hi', text: 'hi' }],
    ['a custom message', 110, { data: '{"content":"hi"}' }],
    ['a notification', 1201, { content: 'hi', text: 'hi' }],
    ['text in the field of another type', 101, { text: 'hi' }],
    ['text that is no string', 101, { content: ['hi'] }],
    ['a list', 101, ['hi']],
    ['a string', 101, 'hi'],
    ['null', 101, null],
  ])('finds none in %s', (_, contentType, element) => {
    expect(textsOf(message(contentType, element))).toEqual([]);
  });

  it.each(['', 'hi', '{"content":"hi"', '\u0000'])('finds none in content that is no JSON: %j', (content) => {
    expect(textsOf({ contentType: 101, content })).toEqual([]);
  });

  it('finds every spelling that the Go clients read', () => {
    const content = '{"content":"fine","Content":"not fine","CONTENT":"neither"}';
    expect(textsOf({ contentType: 101, content })).toEqual(['fine', 'not fine', 'neither']);
  });
});

describe('rewriteTexts', () => {
  it('keeps everything but the text', () => {
    const element = { text: 'hi', atUserList: ['u1'], isAtSelf: false, quoteMessage: null };
    const content = rewriteTexts(message(106, element), shout);
    expect(JSON.parse(content ?? '')).toEqual({ ...element, text: 'HI' });
  });

  it('rewrites every spelling', () => {
    const content = '{"content":"a","Content":"b"}';
    expect(rewriteTexts({ contentType: 101, content }, shout)).toBe('{"content":"A","Content":"B"}');
  });

  it.each([
    ['nothing changes', 101, { content: 'HI' }],
    ['it is a picture', 102, { content: 'hi' }],
    ['there is no text', 101, {}],
  ])('makes nothing when %s', (_, contentType, element) => {
    expect(rewriteTexts(message(contentType, element), shout)).toBeUndefined();
  });

  it('does not throw, whatever a client sends', () => {
    const contents = fc.oneof(fc.string(), fc.json());
    fc.assert(
      fc.property(fc.constantFrom(101, 102, 106, 114, 117), contents, (contentType, content) => {
        expect(textsOf({ contentType, content })).toBeInstanceOf(Array);
        expect(rewriteTexts({ contentType, content }, (text) => text)).toBeUndefined();
      }),
    );
  });
});
