import { readWords } from './read-words.js';

describe('readWords', () => {
  it('takes the defaults when nothing is set', () => {
    expect(readWords(undefined, ['spam'])).toEqual(['spam']);
  });

  it.each(['', ' ', ',', ' , ,'])('has no words in %p', (text) => {
    expect(readWords(text, ['spam'])).toEqual([]);
  });

  it('splits at commas and keeps spaces inside', () => {
    expect(readWords(' spam, free money ,垃圾', [])).toEqual(['spam', 'free money', '垃圾']);
  });
});
