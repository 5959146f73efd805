import { printable, maskPassword } from './printable.js';

describe('printable', () => {
  it('shows what would steer the terminal', () => {
    expect(printable('a\u001b[31mb\rc\u0007\u009b\u202e')).toBe('a\\u001b[31mb\\u000dc\\u0007\\u009b\\u202e');
  });

  it('leaves tabs, newlines and all other text alone', () => {
    expect(printable('a\tb\nc 你好 😀 <&>')).toBe('a\tb\nc 你好 😀 <&>');
  });

  it('cuts off what is too long', () => {
    expect(printable('abcdef', 4)).toBe('abcd... (2 more characters)');
    expect(printable('abcd', 4)).toBe('abcd');
  });
});

describe('maskPassword', () => {
  it.each([
    ['http://user:secret@h/cb', 'http://user:***@h/cb'],
    [
      'post url=https://u:p@w:x@h:8080/cb/callbackX, more',
      'post url=https://u:***@h:8080/cb/callbackX, more',
    ],
    ['http://:p@h and http://u:q@i', 'http://:***@h and http://u:***@i'],
    ['http://user@h/cb', 'http://user@h/cb'],
    ['http://h:80/a:b@c', 'http://h:80/a:b@c'],
    ['no url: a@b', 'no url: a@b'],
  ])('of %s', (text, masked) => {
    expect(maskPassword(text)).toBe(masked);
  });
});
