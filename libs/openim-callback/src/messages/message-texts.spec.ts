import { messageContents } from '../../../../test/support/message-contents.js';
import { rewriteTexts, textsOf } from './message-texts.js';

const message = (contentType: number, content = messageContents[contentType] ?? '') => ({
  contentType,
  content,
});

describe('textsOf', () => {
  it.each([
    [101, ['hi <b>&</b> 你好'], []],
    [102, [], []],
    [103, [], []],
    [104, [], []],
    [105, ['report.pdf'], []],
    [106, ['@u2 look'], ['before']],
    [107, ['Chat of Alice', 'Alice: one', 'Bob: [Picture]', 'one'], []],
    [108, ['Carol'], []],
    [109, ['Harbour'], []],
    [110, ['An order'], []],
    [114, ['I agree'], ['let us go']],
    [115, [], []],
    [117, ['see here'], []],
    [118, ['**bold** [link](https://e)'], []],
    [1400, ['News', 'Read this'], []],
    [1501, [], []],
    [2001, [], []],
    [2200, [], []],
  ])('finds what people read in %i', (contentType, own, quoted) => {
    expect(textsOf(message(contentType))).toEqual({ own, quoted });
  });

  it('finds what a forwarded quote says and what it quotes', () => {
    const quote = {
      contentType: 114,
      quoteElem: { text: 'own', quoteMessage: { textElem: { content: 'old' } } },
    };
    expect(textsOf(message(107, JSON.stringify({ title: 't', multiMessage: [quote] })))).toEqual({
      own: ['t', 'own'],
      quoted: ['old'],
    });
  });

  it('finds texts in the content of an embedded message, and keys of any letter case', () => {
    const content = JSON.stringify({ content: 'inner' });
    expect(
      textsOf(message(114, JSON.stringify({ Text: 'a', QuoteMessage: { contentType: 101, content } }))),
    ).toEqual({
      own: ['a'],
      quoted: ['inner'],
    });
    expect(textsOf(message(101, '{"content":"nice","CONTENT":"spam"}')).own).toEqual(['nice', 'spam']);
    expect(textsOf(message(101, '{"content":"a","content":"b"}')).own).toEqual(['a', 'b']);
  });

  it.each(['', 'null', 'plain', '[]'])('finds nothing in %j', (content) => {
    expect(textsOf(message(101, content))).toEqual({ own: [], quoted: [] });
  });

  it('reads the bytes of a dead letter', () => {
    expect(textsOf({ raw: Buffer.from(JSON.stringify(message(114))) })).toEqual({
      own: ['I agree'],
      quoted: ['let us go'],
    });
  });
});

describe('rewriteTexts', () => {
  const upper = (text: string): string => text.toUpperCase();

  it.each(Object.keys(messageContents).map(Number))(
    'changes nothing of %i with the identity',
    (contentType) => {
      expect(rewriteTexts(message(contentType), (text) => text)).toBe(messageContents[contentType]);
    },
  );

  it.each(Object.keys(messageContents).map(Number))('rewrites what textsOf finds in %i', (contentType) => {
    const before = textsOf(message(contentType));
    const after = textsOf(message(contentType, rewriteTexts(message(contentType), upper)));
    expect(after).toEqual({ own: before.own.map(upper), quoted: before.quoted.map(upper) });
  });

  it('says which texts are quoted', () => {
    const content = rewriteTexts(message(114), (text, quoted) => (quoted ? '***' : text));
    expect(textsOf(message(114, content))).toEqual({ own: ['I agree'], quoted: ['***'] });
  });

  it.each([
    ['{"content":"a","id":9007199254740993,"f":1.50}', '{"content":"A","id":9007199254740993,"f":1.50}'],
    ['{ "content" : "a" , "b":[ {"content":"a"} ] }', '{ "content" : "A" , "b":[ {"content":"a"} ] }'],
    ['{"content":"a","content":"b"}', '{"content":"A","content":"B"}'],
    [String.raw`{"content":"\"a\\","x":"\u0061"}`, String.raw`{"content":"\"A\\","x":"\u0061"}`],
    ['{"__proto__":{"content":"a"},"content":"a"}', '{"__proto__":{"content":"a"},"content":"A"}'],
    ['{"content":true}', '{"content":"TRUE"}'],
    ['{"content":null}', '{"content":null}'],
    ['{"content":[],"more":"a"}', '{"content":[],"more":"a"}'],
  ])('leaves all else of %s as it is, to the byte', (content, expected) => {
    expect(rewriteTexts(message(101, content), upper)).toBe(expected);
  });

  it.each(['', 'null', 'plain', '[]', '{"content":'])('gives back what holds no texts: %j', (content) => {
    expect(rewriteTexts(message(101, content), upper)).toBe(content);
  });

  it('reaches a text beside lists that are nested too deep for JSON.stringify', () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    const content = `{"content":"damn","x":${deep}}`;
    expect(rewriteTexts(message(101, content), () => '****')).toBe(`{"content":"****","x":${deep}}`);
  });
});
