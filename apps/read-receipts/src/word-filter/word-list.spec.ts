import fc from 'fast-check';
import { WordList } from './word-list.js';

const list = new WordList(['spam', 'free money', '垃圾', 'c++', 'été']);

describe('WordList', () => {
  it.each([
    'spam',
    'SPAM!',
    'no Spam, please',
    'spam\nmore',
    'FREE money',
    'I like C++',
    '这是垃圾广告',
    'ÉTÉ',
    '我spam你',
  ])('is in %j', (text) => {
    expect(list.isIn(text)).toBe(true);
  });

  it.each(['', 'spamalot', 'antispam', 'spam1', 'spåm', 'free  money', 'c+', 'étés', 'spam\u0301'])(
    'is not in %j',
    (text) => {
      expect(list.isIn(text)).toBe(false);
    },
  );

  it('says the same when asked again', () => {
    expect([list.isIn('spam'), list.isIn('spam')]).toEqual([true, true]);
  });

  it.each([
    ['spam and Spam', '**** and ****'],
    ['spamalot spam', 'spamalot ****'],
    ['这是垃圾广告', '这是**广告'],
    ['free money', '**********'],
    ['nothing', 'nothing'],
  ])('masks %j as %j', (text, masked) => {
    expect(list.mask(text)).toBe(masked);
  });

  it('masks the longest word that fits', () => {
    expect(new WordList(['free', 'free money']).mask('free money')).toBe('**********');
  });

  it.each([[[]], [['']]])('finds nothing with the words %j', (words) => {
    const none = new WordList(words);
    expect(none.isIn('spam')).toBe(false);
    expect(none.mask('spam')).toBe('spam');
  });

  // Words without asterisks: one that is nothing but asterisks is its own mask.
  const words = fc.array(fc.stringMatching(/^[a-c坏 .(\\]{1,4}$/u), { minLength: 1, maxLength: 4 });
  const text = fc.stringMatching(/^[a-cA-C坏 .(\\😀]{0,30}$/u);

  it('finds nothing in what it has masked', () => {
    fc.assert(
      fc.property(words, text, (some, before) => {
        const wordList = new WordList(some);
        const after = wordList.mask(before);
        expect(wordList.isIn(after)).toBe(false);
        expect(after === before).toBe(!wordList.isIn(before));
      }),
    );
  });

  it('keeps the length, and every character that is not masked', () => {
    fc.assert(
      fc.property(words, text, (some, before) => {
        const after = new WordList(some).mask(before);
        expect(after).toHaveLength(before.length);
        for (let index = 0; index < before.length; index++) {
          expect(['*', before[index]]).toContain(after[index]);
        }
      }),
    );
  });

  it('finds a word between spaces, in any case', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9]{1,8}$/), fc.boolean(), (word, upper) => {
        expect(new WordList([word]).isIn(`- ${upper ? word.toUpperCase() : word} -`)).toBe(true);
      }),
    );
  });

  it('takes any text for a word, never for a pattern', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (word) => {
        expect(new WordList([word]).isIn(` ${word} `)).toBe(true);
      }),
    );
  });
});
