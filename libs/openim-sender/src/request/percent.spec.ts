import fc from 'fast-check';
import { BadRequestOptionsError } from './bad-request-options-error.js';
import { escapePercent, unescapePercent } from './percent.js';

describe('unescapePercent', () => {
  it.each([
    ['', []],
    ['a%20b', [0x61, 0x20, 0x62]],
    ['%ff', [0xff]],
    ['ü', [0xc3, 0xbc]],
    ['%25', [0x25]],
  ])('%s', (text, bytes) => {
    expect([...unescapePercent(text)]).toEqual(bytes);
  });

  it.each(['%', '%1', '%zz', 'a%2'])('refuses %s', (text) => {
    expect(() => unescapePercent(text)).toThrow(BadRequestOptionsError);
  });
});

describe('escapePercent', () => {
  it('writes upper-case digits', () => {
    expect(escapePercent(Buffer.from('aü\n'), /[a-z]/)).toBe('a%C3%BC%0A');
  });

  it('is undone by unescapePercent', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect([...unescapePercent(escapePercent(Buffer.from(bytes), /[a-z]/))]).toEqual([...bytes]);
      }),
    );
  });
});
