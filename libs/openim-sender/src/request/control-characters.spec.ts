import { hasControlCharacter } from './control-characters.js';

describe('hasControlCharacter', () => {
  it.each(['\u0000', 'a\tb', 'a\n', '\u001f', '\u007f'])('%j: yes', (text) => {
    expect(hasControlCharacter(text)).toBe(true);
  });

  it.each(['', ' ~', 'ü😀', '\u0080\u009f', '\u2028'])('%j: no', (text) => {
    expect(hasControlCharacter(text)).toBe(false);
  });
});
