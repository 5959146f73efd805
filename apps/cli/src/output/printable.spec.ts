import { printable } from './printable.js';

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
